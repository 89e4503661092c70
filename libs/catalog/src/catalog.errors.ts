import { AppError } from '@app/kernel';
import { nearestIds } from './nearest-ids';

/** A data file that does not say what it should: names the file, the row and the field. */
export function badRow(file: string, rowId: string, field: string, detail: string): AppError {
  return new AppError({
    kind: 'internal',
    code: 'catalog.bad-row',
    message: `${file}: row ${rowId}, field ${field}: ${detail}. Correct the row in libs/catalog/data.`,
    problems: [{ pointer: `/${file}/${rowId}/${field}`, detail }],
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
