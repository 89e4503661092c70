import type { ComparedRun } from '@app/comparison';
import { AppError } from '@app/kernel';
import { createReadStream } from 'node:fs';
import { z } from 'zod';
import { unreadableFile } from '../input/input-file.errors';
import { readBounded } from '../input/read-bounded';

const LARGEST_BYTES = 64 * 1024 * 1024;

const texts = z.record(z.string(), z.string());
/** The parts of a report in JSON that a comparison reads. */
const reportSchema = z.looseObject({
  formatVersion: z.literal(1),
  title: z.string(),
  runId: z.string(),
  state: z.enum(['completed', 'partial']),
  asOf: z.string(),
  verdict: z.string(),
  keyFigures: z.array(z.string()),
  decisions: z.array(z.looseObject({ label: z.string(), option: z.string() })),
  agents: z.array(z.looseObject({ agent: z.string(), missing: z.string().nullable() })),
  sections: z.array(z.looseObject({ id: z.string(), blocks: z.array(z.looseObject({ kind: z.string() })) })),
  figures: z.array(
    z.looseObject({
      id: z.string(),
      label: z.string(),
      value: z.number().nullable(),
      unit: z.string(),
      low: z.number().nullable(),
      high: z.number().nullable(),
      formula: z.string().nullable(),
      inputs: z.array(z.string()),
      sources: z.array(z.looseObject({ title: z.string(), asOf: z.string() })),
      method: z.string(),
    }),
  ),
  answers: z.record(z.string(), z.unknown()),
  versions: texts,
});

/**
 * A report that was written as JSON, as one side of a comparison.
 * @throws file.unreadable, file.too-large, file.not-a-report
 */
export async function readReportFile(path: string): Promise<ComparedRun> {
  const bytes = await readBounded(createReadStream(path), LARGEST_BYTES).catch((cause: unknown) => {
    throw unreadableFile(path, cause);
  });
  if (bytes === null) throw refusal('file.too-large', path, `has more than ${LARGEST_BYTES} bytes`);
  const parsed = reportSchema.safeParse(parseJson(bytes.toString('utf8')));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const place = issue && issue.path.length > 0 ? ` (at /${issue.path.join('/')})` : '';
    throw refusal('file.not-a-report', path, `is not a report of Infra Mind in JSON${place}`);
  }
  return { document: parsed.data as unknown as ComparedRun['document'], facts: null };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function refusal(code: string, path: string, what: string): AppError {
  const message = `${path} ${what}. infra-mind assess --format json writes one, and GET /v1/runs/{id}/report?format=json gives one.`;
  return new AppError({ kind: 'invalid', code, message });
}
