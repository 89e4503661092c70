import { jsonPointer } from '@app/kernel';
import { fieldOf, listOf, nameOf, valueAt } from '../loose-value';
import { withoutMarked, withoutPaths } from './sensitive-values';
import type { ProblemList } from '../problem-list';
import { shown } from '../problem-list';

/** One resource of a plan or a state, with its values as they are planned or were read. */
export interface TerraformResource {
  /** `module.serving.aws_instance.gpu[0]` */
  readonly address: string;
  readonly type: string;
  readonly values: unknown;
  /** Pointer to its values in the file. */
  readonly path: string;
}

/** The resources of a file, and the regions that its providers are set to by name (`aws`, `google`). */
export interface TerraformFile {
  readonly resources: readonly TerraformResource[];
  readonly regions: ReadonlyMap<string, string>;
}

const MOST_RESOURCES = 20_000;
const MOST_MODULES = 2_000;

/**
 * Reads the JSON of `terraform show -json`, of a plan (`planned_values`) or of a state (`values`).
 * https://developer.hashicorp.com/terraform/internals/json-format
 */
export function planResources(document: unknown, problems: ProblemList): TerraformFile {
  const planned = fieldOf(document, 'planned_values') !== undefined;
  const root = valueAt(document, planned ? 'planned_values' : 'values', 'root_module');
  const version = nameOf(fieldOf(document, 'format_version'));
  if (version === null || !/^[01]\./.test(version)) {
    const expected = 'expected a format_version of 0.x or 1.x, as `terraform show -json` writes';
    problems.add(null, '/format_version', `${expected}; got ${shown(fieldOf(document, 'format_version'))}`);
  }
  if (root === undefined && problems.isEmpty) {
    problems.add(null, '', 'expected planned_values.root_module or values.root_module, got neither');
  }
  const resources: TerraformResource[] = [];
  const modules = [{ module: root, path: planned ? '/planned_values/root_module' : '/values/root_module' }];
  // The list grows while it is gone through: a module may have modules of its own.
  for (const { module, path } of modules) {
    if (!problems.isEmpty) break;
    for (const [index, entry] of listOf(fieldOf(module, 'resources')).entries()) {
      if (problems.isFull) break;
      if (fieldOf(entry, 'mode') === 'data') continue;
      const place = `${path}/resources/${index}`;
      push(
        resources,
        [
          fieldOf(entry, 'address'),
          entry,
          withoutMarked(fieldOf(entry, 'values'), fieldOf(entry, 'sensitive_values')),
          `${place}/values`,
        ],
        problems,
      );
    }
    const children = listOf(fieldOf(module, 'child_modules'));
    if (modules.length + children.length > MOST_MODULES)
      problems.add(null, path, `expected at most ${MOST_MODULES} modules`);
    else
      children.forEach((child, index) =>
        modules.push({ module: child, path: `${path}/child_modules/${index}` }),
      );
  }
  return { resources, regions: regionsOf(document) };
}

/** Reads a state file of version 4. Data sources are left out: they describe what others own. */
export function stateResources(document: unknown, problems: ProblemList): TerraformFile {
  const version = fieldOf(document, 'version');
  if (version !== 4) {
    const remedy =
      typeof version === 'number' && version < 4
        ? ': `terraform state pull` of 0.12 or later writes one'
        : '';
    problems.add(null, '/version', `expected a state of version 4, got ${shown(version)}${remedy}`);
  }
  if (!Array.isArray(fieldOf(document, 'resources')))
    problems.add(null, '/resources', `expected a list, got ${shown(fieldOf(document, 'resources'))}`);
  const resources: TerraformResource[] = [];
  if (!problems.isEmpty) return { resources, regions: new Map() };
  for (const [index, entry] of listOf(fieldOf(document, 'resources')).entries()) {
    if (fieldOf(entry, 'mode') === 'data') continue;
    const module = nameOf(fieldOf(entry, 'module'));
    const name = `${module === null ? '' : `${module}.`}${String(nameOf(fieldOf(entry, 'type')))}.${String(nameOf(fieldOf(entry, 'name')))}`;
    for (const [number, instance] of listOf(fieldOf(entry, 'instances')).entries()) {
      if (fieldOf(instance, 'deposed') !== undefined) continue;
      const key = fieldOf(instance, 'index_key');
      const address = key === undefined ? name : `${name}[${JSON.stringify(key)}]`;
      const path = jsonPointer(['resources', index, 'instances', number, 'attributes']);
      const values = withoutPaths(fieldOf(instance, 'attributes'), fieldOf(instance, 'sensitive_attributes'));
      push(resources, [address, entry, values, path], problems);
      if (problems.isFull) break;
    }
  }
  return { resources, regions: new Map() };
}

function push(
  resources: TerraformResource[],
  [address, entry, values, path]: readonly [unknown, unknown, unknown, string],
  problems: ProblemList,
): void {
  const type = nameOf(fieldOf(entry, 'type'));
  if (type === null || !/^[a-z][a-z0-9_-]*$/i.test(type)) {
    problems.add(null, path, `expected the type of a resource, got ${shown(fieldOf(entry, 'type'))}`);
  } else if (resources.length >= MOST_RESOURCES) {
    problems.add(null, path, `expected at most ${MOST_RESOURCES} resources`);
  } else {
    resources.push({ address: String(address).slice(0, 300), type, values: values ?? {}, path });
  }
}

/** Regions that the configuration writes out; one that comes from a variable is looked up there. */
function regionsOf(document: unknown): Map<string, string> {
  const regions = new Map<string, string>();
  const providers = valueAt(document, 'configuration', 'provider_config');
  if (typeof providers !== 'object' || providers === null) return regions;
  for (const provider of Object.values(providers)) {
    const name = nameOf(fieldOf(provider, 'name'));
    if (name === null || fieldOf(provider, 'alias') !== undefined) continue;
    const region = valueAt(provider, 'expressions', 'region');
    const reference = nameOf(listOf(fieldOf(region, 'references'))[0]);
    const variable = reference?.startsWith('var.') ? reference.slice(4) : null;
    const value =
      nameOf(fieldOf(region, 'constant_value')) ??
      (variable === null ? null : nameOf(valueAt(document, 'variables', variable, 'value')));
    if (value !== null) regions.set(name, value);
  }
  return regions;
}
