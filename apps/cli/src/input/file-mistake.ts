import { AppError } from '@app/kernel';

/** A file that cannot be used as a whole, and where in it the reason stands, if that is known. */
export class FileMistake extends AppError {
  constructor(
    code: string,
    message: string,
    readonly place: { readonly line: number; readonly column: number } | null,
  ) {
    super({ kind: 'invalid', code, message });
    this.name = 'FileMistake';
  }
}
