import { preview, type FieldFault } from '../row-problem';

/** Beyond these no price, size or count is meant, and products of several would leave the range of numbers. */
const LEAST = 1e-9;
const MOST = 1e12;

/** `[[` begins the citation of a figure in our texts; control characters break lines and files. */
const ODD_TEXT = /\[\[|\]\]|\p{Cc}/u;

/** Values within a row that no field of any kind may have, whatever its schema says. */
export function valueFaults(value: unknown, path: readonly string[] = []): FieldFault[] {
  if (value !== null && typeof value === 'object') {
    return Object.entries(value).flatMap(([name, inner]) => valueFaults(inner, [...path, name]));
  }
  const expected = expectedOf(value);
  return expected === null ? [] : [{ field: path.join('.'), expected, got: preview(value) }];
}

function expectedOf(value: unknown): string | null {
  if (typeof value === 'number' && value !== 0) {
    const size = Math.abs(value);
    return size < LEAST || size > MOST ? `a number between ${LEAST} and ${MOST}` : null;
  }
  if (typeof value !== 'string' || !ODD_TEXT.test(value)) return null;
  return 'a text on one line, without [[ and ]]';
}
