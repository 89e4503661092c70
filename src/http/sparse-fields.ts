import { AppError } from '@app/kernel';
import { nameHint } from './nearest-name';

/**
 * Leaves only the fields of a view that a comma-separated list names; its id always stays. Without a list all stay.
 * @throws request.unknown-field
 */
export function onlyFields<T extends object>(
  view: T,
  fields: string | undefined,
  known: ReadonlyArray<keyof T & string>,
): Partial<T> {
  if (fields === undefined) return view;
  const names = fields.split(',');
  refuseUnknown(names, known);
  return Object.fromEntries(
    Object.entries(view).filter(([name]) => name === 'id' || names.includes(name)),
  ) as Partial<T>;
}

function refuseUnknown(names: readonly string[], known: readonly string[]): void {
  const problems = names
    .filter((name) => !known.includes(name))
    .map((name) => ({
      pointer: '/fields',
      detail: `there is no field "${name.slice(0, 60)}"; ${nameHint(name, known)}`,
    }));
  if (problems.length === 0) return;
  throw new AppError({
    kind: 'invalid',
    code: 'request.unknown-field',
    message: 'fields names something that the answer does not have.',
    problems,
  });
}
