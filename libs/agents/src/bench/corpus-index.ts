import { type IndexSizing, sizeIndex } from '@app/sizing';
import type { CompletedWorkload } from '@app/assessments';
import { refs, valueOf } from './serving-need';

/** The memory of a workload's search index; null where its corpus is not known. */
export function corpusIndex(workload: CompletedWorkload): IndexSizing | null {
  const documents = valueOf(workload, 'documents');
  const tokensPerDocument = valueOf(workload, 'tokensPerDocument');
  const chunkTokens = valueOf(workload, 'chunkTokens');
  const dimensions = valueOf(workload, 'dimensions');
  if (documents === null || tokensPerDocument === null || chunkTokens === null || dimensions === null)
    return null;
  return sizeIndex({
    workloadId: workload.id,
    documents,
    tokensPerDocument,
    chunkTokens,
    chunkOverlapTokens: valueOf(workload, 'chunkOverlapTokens') ?? 0,
    dimensions,
    bytesPerElement: 4,
    links: 32,
    inputRefs: {
      documents: refs(workload, 'documents'),
      tokensPerDocument: refs(workload, 'tokensPerDocument'),
      chunkTokens: refs(workload, 'chunkTokens'),
      chunkOverlapTokens: refs(workload, 'chunkOverlapTokens'),
      dimensions: refs(workload, 'dimensions'),
    },
  });
}
