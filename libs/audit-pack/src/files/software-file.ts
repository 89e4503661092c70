import { CONTROLS_AS_OF } from '@app/compliance';
import { contentHash } from '@app/kernel';
import { PRODUCT_VERSION } from '@app/platform';
import { FITTED } from '@app/sizing';
import type { PackFacts } from '../pack-facts';
import { byName, PACK_FORMAT } from '../pack-layout';

/** What a pack says of the catalog that its rows are from. */
export interface CatalogStamp {
  readonly asOf: string;
  /** SHA-256 of all rows of the effective catalog in canonical JSON. */
  readonly contentHash: string;
}

/** Which software made the run, and which made the pack. Nothing of the machines. */
export function softwareFileOf(
  { report, steps }: PackFacts,
  catalog: CatalogStamp,
  formats: readonly string[],
) {
  return {
    format: PACK_FORMAT,
    run: {
      versions: report.versions,
      /** Product and catalog, as each agent's result names them. */
      bases: [...new Set(steps.map(({ basis }) => basis))].sort(byName),
    },
    pack: {
      product: PRODUCT_VERSION,
      node: process.versions.node,
      catalog,
      /** SHA-256 of the factors that the performance model was fitted to, in canonical JSON. */
      fittedFactors: contentHash(FITTED),
      controlLibraryAsOf: CONTROLS_AS_OF,
      reportFormats: formats,
    },
  };
}
