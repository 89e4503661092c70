import { ensureWritableDirectory } from '@app/local-stack';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ApiClient } from '../api/api-client';
import { badOption, unwritableOut } from './assess.errors';

export const REPORT_FORMATS = ['md', 'html', 'json'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** `md,html` as a list without repetitions. @throws option.invalid */
export function parseFormats(text: string): readonly ReportFormat[] {
  const names = text
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter(Boolean);
  const known = names.filter((name): name is ReportFormat =>
    (REPORT_FORMATS as readonly string[]).includes(name),
  );
  if (known.length === 0 || known.length < names.length) {
    throw badOption('--format', `one or more of ${REPORT_FORMATS.join(', ')}, separated by commas`, text);
  }
  return [...new Set(known)];
}

/** Makes the directory, or tries the one that is there, before any work is done for it. @throws out.unwritable */
export function prepareOut(directory: string): void {
  try {
    ensureWritableDirectory(directory);
  } catch (error) {
    throw unwritableOut(directory, error);
  }
}

/** Writes a run's report in each format and gives the paths. @throws out.unwritable, server.* */
export async function writeReports(
  client: ApiClient,
  runId: string,
  formats: readonly ReportFormat[],
  directory: string,
): Promise<string[]> {
  const files: string[] = [];
  for (const format of formats) {
    const content = await client.report(runId, format);
    const file = join(directory, `report.${format}`);
    try {
      await writeFile(file, content);
    } catch (error) {
      throw unwritableOut(directory, error);
    }
    files.push(file);
  }
  return files;
}
