import type { Catalog } from '@app/catalog';
import { InvariantError } from '@app/kernel';
import type { EmbeddingSizing, EmbeddingSpec } from './embedding';

/** Throughput and accelerators for an embedding model on one accelerator. */
export function sizeEmbedding(spec: EmbeddingSpec): EmbeddingSizing {
  throw new InvariantError(`sizing of ${spec.workloadId} is not built yet`);
}

export interface EmbeddingOptions {
  readonly feasible: readonly EmbeddingSizing[];
  readonly infeasible: readonly EmbeddingSizing[];
}

/** The same on every accelerator that the instance catalog offers. */
export function sizeEmbeddingOptions(
  spec: Omit<EmbeddingSpec, 'accelerator'>,
  catalog: Catalog,
): EmbeddingOptions {
  throw new InvariantError(`sizing of ${spec.workloadId} is not built yet ${catalog.asOf}`);
}
