import type { UploadProblem } from './upload';

/** Problems that are told of at once. */
export const MOST_PROBLEMS = 50;

/** Collects what is wrong with a file, up to a bound. */
export class ProblemList {
  private readonly found: UploadProblem[] = [];

  get items(): readonly UploadProblem[] {
    return this.found;
  }

  get isEmpty(): boolean {
    return this.found.length === 0;
  }

  /** After so many the rest of a file need not be looked at. */
  get isFull(): boolean {
    return this.found.length >= MOST_PROBLEMS;
  }

  add(line: number | null, path: string, detail: string): void {
    if (!this.isFull) this.found.push({ line, path, detail });
  }
}

/** A value of the file as a message shows it: short, and without what is not printed. */
export function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  const printed = typeof value === 'string' ? value : (JSON.stringify(value) ?? typeof value);
  const text = printed.replaceAll(/[\p{C}\p{Z}]+/gu, ' ');
  return `"${text.length > 60 ? `${text.slice(0, 60)}...` : text}"`;
}
