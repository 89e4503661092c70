import { nearestIds } from '@app/catalog';
import { AppError } from '@app/kernel';

/** No entry of this section has the id: names the nearest that do. */
export function entryNotFound(section: string, id: string, known: readonly string[]): AppError {
  const nearest = nearestIds(id, known);
  const hint = nearest.length === 0 ? '' : ` The nearest listed are ${nearest.join(', ')}.`;
  return new AppError({
    kind: 'not-found',
    code: 'catalog.not-found',
    message: `There is no ${id} in GET /v1/catalog/${section}.${hint} In a path write / as %2F.`,
  });
}
