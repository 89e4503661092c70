import { packFiles } from '@app/audit-pack';
import { canonicalJson } from '@app/kernel';
import { REPORT_FORMATS } from '@app/report-files';
import { packFactsOf } from './pack-facts.builder';

export type PackFilesByName = Map<string, Uint8Array>;

/** When the packs of the builder end. */
export const PACKED_AT = new Date('2026-11-20T09:00:02Z');
/** Formats that are printed in a moment. */
const QUICK = [REPORT_FORMATS.md, REPORT_FORMATS.json];

/** The files of a pack, and ways to change them. */
export class PackTampering {
  private constructor(readonly original: PackFilesByName) {}

  static async of(example: string): Promise<PackTampering> {
    return new PackTampering(await packFiles(await packFactsOf(example), QUICK));
  }

  text(name: string): string {
    return Buffer.from(this.original.get(name) ?? '').toString('utf8');
  }

  json<T>(name: string): T {
    return JSON.parse(this.text(name)) as T;
  }

  /** A change of the JSON in a file, which is written as packs have it. */
  edit(name: string, change: (value: never) => void): (files: PackFilesByName) => void {
    return (files) => {
      const value = this.json<never>(name);
      change(value);
      files.set(name, jsonOf(value));
    };
  }
}

/** JSON as a pack has it: keys in order, two spaces. */
export function jsonOf(value: unknown): Uint8Array {
  return Buffer.from(`${JSON.stringify(JSON.parse(canonicalJson(value)), null, 2)}\n`, 'utf8');
}

/** Puts a value where a path leads. */
export function putAt(tree: unknown, path: ReadonlyArray<string | number>, value: unknown): void {
  const [last, ...before] = [...path].reverse();
  let at = tree as Record<string | number, unknown>;
  for (const step of before.reverse()) at = at[step] as Record<string | number, unknown>;
  at[last as string] = value;
}
