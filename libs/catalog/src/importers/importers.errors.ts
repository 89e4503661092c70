import { AppError } from '@app/kernel';

/** What was read is not in the format that its source documents. */
export function badImport(expected: string, why: string): AppError {
  return new AppError({
    kind: 'unprocessable',
    code: 'import.bad-format',
    message: `Expected ${expected}: ${why}. Check the address; the format may have changed.`,
  });
}
