import { AppError } from '@app/kernel';
import { nearestIds } from './nearest-ids';
import type { RowProblem } from './row-problem';

/** A catalog that does not say what it should: names the file, the row and the field of each mistake. */
export function badRows(problems: readonly RowProblem[]): AppError {
  const [first] = problems as [RowProblem];
  const more = problems.length === 1 ? '' : ` (and ${problems.length - 1} more)`;
  return new AppError({
    kind: 'internal',
    code: 'catalog.bad-row',
    message: `${first.file}: row ${first.id}, field ${first.field}: expected ${first.expected}, got ${first.got}${more}. Correct the row in libs/catalog/data.`,
    problems: problems.map(({ file, id, field, expected, got }) => ({
      pointer: `/${file}/${id}/${field}`,
      detail: `expected ${expected}, got ${got}`,
    })),
  });
}

/** A look-up that found nothing: names what was asked for and the nearest ids that exist. */
export function unknownRow(kind: string, asked: string, known: Iterable<string>): AppError {
  const nearest = nearestIds(asked, known);
  const hint = nearest.length === 0 ? '' : ` The nearest listed are ${nearest.join(', ')}.`;
  return new AppError({
    kind: 'unprocessable',
    code: `catalog.unknown-${kind}`,
    message: `No ${kind} ${asked} is in the catalog.${hint}`,
  });
}
