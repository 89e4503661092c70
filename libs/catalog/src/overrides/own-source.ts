import type { Source } from '@app/kernel';
import type { OverrideFile } from './override-file';
import type { OwnSourceFields } from './own-fields';

/** The citation of a row of a tenant's own file: it has no address unless its owner gave one. */
export function ownSource(
  what: string,
  row: OwnSourceFields,
  file: Pick<OverrideFile, 'name' | 'asOf' | 'confidence'>,
): Source {
  return {
    title: `${what}, from your own file "${file.name}"`,
    url: row.source ?? '',
    asOf: row.sourceDate ?? file.asOf,
    confidence: row.confidence ?? file.confidence,
  };
}
