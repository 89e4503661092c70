import type { Figure } from '@app/kernel';

/** A corpus to be searched by vectors. */
export interface IndexSpec {
  readonly workloadId: string;
  readonly documents: number;
  readonly tokensPerDocument: number;
  readonly chunkTokens: number;
  readonly chunkOverlapTokens: number;
  readonly dimensions: number;
  /** Bytes per vector element: 4 for float32, 1 for int8. */
  readonly bytesPerElement: number;
  /** Links per node of the HNSW graph. */
  readonly links: number;
  readonly inputRefs: Partial<
    Record<
      'documents' | 'tokensPerDocument' | 'chunkTokens' | 'chunkOverlapTokens' | 'dimensions',
      readonly string[]
    >
  >;
}

/** Ids are `sizing.<workload>.index.<name>`. */
export const INDEX_FIGURES = ['chunks', 'vectors', 'memory', 'corpus-tokens'] as const;
export type IndexFigureName = (typeof INDEX_FIGURES)[number];

export interface IndexSizing {
  readonly workloadId: string;
  readonly chunks: number;
  /** HNSW index with payload head-room, bytes. */
  readonly memoryBytes: number;
  /** Tokens to embed once, with the overlaps. */
  readonly corpusTokens: number;
  readonly ids: Readonly<Record<IndexFigureName, string>>;
  readonly figures: readonly Figure[];
}
