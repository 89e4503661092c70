import { AppError } from '@app/kernel';
import type { OverrideUploadDto } from './override.dto';

/** A file is CSV or rows, and rows say what they are. @throws request.invalid */
export function oneContent({ csv, rows, kind }: OverrideUploadDto): void {
  const problem =
    (csv === undefined) === (rows === undefined)
      ? { pointer: '/csv', detail: 'expected either csv or rows, not both and not neither' }
      : rows !== undefined && kind === undefined
        ? { pointer: '/kind', detail: 'expected the kind of the rows, got nothing' }
        : null;
  if (problem === null) return;
  throw new AppError({
    kind: 'invalid',
    code: 'request.invalid',
    message: 'One field of the body did not fit: see errors for where and what was expected.',
    problems: [problem],
  });
}
