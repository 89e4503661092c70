import { ensureWritableDirectory } from '@app/local-stack';
import { writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { ApiClient } from '../api/api-client';
import { ExportClient } from '../export/export-client';
import { badOption, unwritableOut } from './assess.errors';

/** A file to write of the report of a run. */
export interface PlannedFile {
  readonly format: string;
  /** Whether the server gives it without a job. */
  readonly isShown: boolean;
}

/** Makes the directory, or tries the one that is there, before any work is done for it. @throws out.unwritable */
export function prepareOut(directory: string): void {
  try {
    ensureWritableDirectory(directory);
  } catch (error) {
    throw unwritableOut(directory, error);
  }
}

/** Looks whether the server makes every format, before any work is done for it. @throws option.invalid, server.* */
export async function planReports(client: ApiClient, formats: readonly string[]): Promise<PlannedFile[]> {
  const { made, shown } = await new ExportClient(client).formats();
  const unknown = formats.filter((format) => !made.includes(format));
  if (unknown.length > 0) {
    throw badOption('--format', `one or more of ${made.join(', ')}, separated by commas`, unknown.join(','));
  }
  return formats.map((format) => ({ format, isShown: shown.includes(format) }));
}

/** Writes a run's report in each format and gives the paths. @throws out.unwritable, export.not-made, server.* */
export async function writeReports(
  client: ApiClient,
  runId: string,
  { plan, directory }: { readonly plan: readonly PlannedFile[]; readonly directory: string },
  signal: AbortSignal,
): Promise<string[]> {
  const exporter = new ExportClient(client);
  // All are asked for at once: the server makes one while another is fetched.
  const jobs = new Map(
    await Promise.all(
      plan
        .filter(({ isShown }) => !isShown)
        .map(async ({ format }) => [format, await exporter.ask(runId, { format })] as const),
    ),
  );
  const files: string[] = [];
  for (const { format } of plan) {
    const job = jobs.get(format);
    const { name, content } = job
      ? await exporter.fileOf(format, job, signal)
      : { name: `report.${format}`, content: await client.report(runId, format) };
    const file = join(directory, `report${extname(name)}`);
    try {
      await writeFile(file, content);
    } catch (error) {
      throw unwritableOut(directory, error);
    }
    files.push(file);
  }
  return files;
}
