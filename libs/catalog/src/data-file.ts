import { z } from 'zod';
import { fieldFaults, type RowProblem } from './row-problem';
import { confidenceField, dateField, type FileFacts } from './rows/row-fields';

/** A data file: its read date and its rows, not yet validated. */
export interface DataFile {
  readonly asOf: string;
  readonly confidence?: string;
  readonly items: readonly unknown[];
}

const headSchema = z.looseObject({
  asOf: dateField,
  confidence: confidenceField.optional(),
  items: z.array(z.unknown()),
});

/** What a file says for all of its rows; what it fails to say is noted. */
export function fileFacts(name: string, file: unknown, problems: RowProblem[]): FileFacts & DataFile {
  const parsed = headSchema.safeParse(file);
  if (parsed.success) return parsed.data;
  for (const fault of fieldFaults(parsed.error, file)) {
    problems.push({ file: name, row: 0, line: null, id: '(file)', ...fault });
  }
  return { asOf: '', items: [] };
}
