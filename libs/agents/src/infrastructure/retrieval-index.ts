import { cite } from '@app/kernel';
import type { Analysis } from '../analysis';
import { headed, nameOf } from '../bench/naming';
import type { WorkloadBench } from '../bench/workload-bench';

/** Size of the vector index of a corpus. */
export function retrievalIndex(notes: Analysis, workload: WorkloadBench): void {
  const index = workload.index();
  if (!index) {
    if (workload.workload.kind === 'rag') {
      notes.leaveOut({
        id: `infrastructure.${workload.id}.index`,
        subject: `Retrieval index of ${nameOf(workload)}`,
        reason: 'the number of documents in the corpus was not given',
      });
    }
    return;
  }
  const figure = (name: 'chunks' | 'memory' | 'corpus-tokens'): string => cite({ id: index.ids[name] });
  notes.find({
    id: `infrastructure.${workload.id}.index`,
    severity: 'info',
    title: headed(workload, `the retrieval index takes ${figure('memory')} of memory`),
    statement: `The corpus makes ${figure('chunks')} chunks, ${figure('corpus-tokens')} to embed once; float32 vectors in a graph index, held in memory.`,
  });
}
