import { fieldOf, listOf, nameOf } from '../loose-value';

type Branch = Record<string, unknown>;

/**
 * The values of a plan without those that Terraform marks: `sensitive_values` has the shape of the values, with `true`
 * in place of what is secret. https://developer.hashicorp.com/terraform/internals/json-format#values-representation
 */
export function withoutMarked(values: unknown, marks: unknown): unknown {
  if (marks === true) return null;
  if (Array.isArray(values)) return values.map((one, index) => withoutMarked(one, listOf(marks)[index]));
  if (typeof values !== 'object' || values === null || typeof marks !== 'object' || marks === null)
    return values;
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, withoutMarked(value, fieldOf(marks, name))]),
  );
}

/** The attributes of a state without those to which one of its `sensitive_attributes` leads: lists of steps. */
export function withoutPaths(attributes: unknown, paths: unknown): unknown {
  const marked = listOf(paths).map((path) =>
    // A step into a list or a map has an object for its value: all from there on is left out.
    listOf(path).map((step) => nameOf(fieldOf(step, 'value'))),
  );
  return marked.reduce<unknown>((values, steps) => without(values, steps), attributes);
}

function without(values: unknown, [name, ...rest]: ReadonlyArray<string | null>): unknown {
  if (name === undefined || name === null) return null;
  if (typeof values !== 'object' || values === null || Array.isArray(values)) return null;
  if (!Object.hasOwn(values, name)) return values;
  const { [name]: value, ...others } = values as Branch;
  return { ...others, [name]: without(value, rest) };
}
