import { fieldOf, listOf, nameOf } from '../loose-value';
import type { TerraformFile, TerraformResource } from './terraform-resource';

/** What a resource says about machines: which, where, how many. null is not said. */
export interface MachineClaim {
  readonly provider: 'aws' | 'azure' | 'gcp';
  readonly instanceType: string | null;
  readonly region: string | null;
  readonly count: number | null;
  /** Why a part is not said, or which other resource said it. */
  readonly note: string | null;
  /** Accelerators that are put into a machine beside its type, as the file calls them. */
  readonly attached?: { readonly type: string; readonly count: number };
}

/** Reads the claims of a resource type. */
export type ClaimReader = (resource: TerraformResource, file: TerraformFile) => MachineClaim;

/** The only block of a kind that a resource has, as Terraform writes it: a list of one. */
export function blockOf(values: unknown, name: string): unknown {
  const block = fieldOf(values, name);
  return Array.isArray(block) ? listOf(block)[0] : block;
}

/** The last part of an address of Google's (`projects/p/zones/z/machineTypes/a3-highgpu-8g`). */
export function lastPart(value: unknown): string | null {
  return nameOf(nameOf(value)?.split('/').at(-1));
}

/** Resources of a file by what they may be referred to as: looked up for every group of a file of thousands. */
const NAMED = new WeakMap<TerraformFile, ReadonlyMap<string, ReadonlySet<TerraformResource>>>();

/** The resource of a type whose id or name is the one that another refers to. */
export function referred(
  file: TerraformFile,
  types: readonly string[],
  reference: unknown,
): TerraformResource | null {
  const names = [fieldOf(reference, 'id'), fieldOf(reference, 'name'), reference].flatMap(
    (one) => nameOf(one) ?? [],
  );
  const byName = NAMED.get(file) ?? namedResources(file);
  NAMED.set(file, byName);
  const found = new Set(names.flatMap((name) => [...(byName.get(name) ?? [])]));
  const fitting = [...found].filter(({ type }) => types.includes(type));
  return fitting.length === 1 ? (fitting[0] ?? null) : null;
}

function namedResources({ resources }: TerraformFile): Map<string, Set<TerraformResource>> {
  const byName = new Map<string, Set<TerraformResource>>();
  for (const resource of resources) {
    for (const field of ['id', 'name', 'self_link']) {
      const name = nameOf(fieldOf(resource.values, field));
      if (name === null) continue;
      const known = byName.get(name) ?? new Set();
      byName.set(name, known.add(resource));
    }
  }
  return byName;
}
