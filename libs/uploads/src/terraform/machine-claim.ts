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

/** The resource of a type whose id or name is the one that another refers to. */
export function referred(
  { resources }: TerraformFile,
  types: readonly string[],
  reference: unknown,
): TerraformResource | null {
  const names = [fieldOf(reference, 'id'), fieldOf(reference, 'name'), reference].flatMap(
    (one) => nameOf(one) ?? [],
  );
  const found = resources.filter(
    ({ type, values }) =>
      types.includes(type) &&
      ['id', 'name', 'self_link'].some((field) => names.includes(nameOf(fieldOf(values, field)) ?? '')),
  );
  return found.length === 1 ? (found[0] ?? null) : null;
}
