import type { Catalog } from '@app/catalog';
import { cite } from '@app/kernel';
import type { Analysis } from '../analysis';
import { headed, nameOf } from '../bench/naming';
import { retrievalDepth } from '../bench/size-depth';
import type { WorkloadBench } from '../bench/workload-bench';

/** Size of the vector index of a corpus, by its kinds, and what reading it in and asking it costs. */
export function retrievalIndex(notes: Analysis, workload: WorkloadBench, catalog: Catalog): void {
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
    statement: `The corpus makes ${figure('chunks')} chunks, ${figure('corpus-tokens')} to embed once; float32 vectors in a graph index, held in memory. What holds it is not priced here.`,
  });
  indexKinds(notes, workload, catalog);
}

function indexKinds(notes: Analysis, workload: WorkloadBench, catalog: Catalog): void {
  const depth = retrievalDepth(workload, catalog);
  if (depth === null) return;
  notes.show({
    id: `infrastructure.${workload.id}.index-kinds`,
    title: headed(workload, 'kinds of retrieval index'),
    columns: ['Kind', 'Memory', 'Processor time of a query', 'Queries of a core'],
    rows: depth.indexes.map((one) => [
      one.words,
      cite(one.memory),
      cite(one.queryTime),
      cite(one.queriesPerSecondPerCore),
    ]),
  });
  const ids = depth.cost?.ids;
  if (ids?.['ingest-time'] === undefined || ids['question-time'] === undefined) return;
  const daily = ids['update-time'];
  const reranking = ids['rerank-time'];
  notes.find({
    id: `infrastructure.${workload.id}.ingest`,
    severity: 'info',
    title: headed(
      workload,
      `reading the corpus in takes ${cite({ id: ids['ingest-time'] })} of one small card`,
    ),
    statement: [
      `A question takes ${cite({ id: ids['question-time'] })} to embed`,
      reranking === undefined ? '' : `, ordering the candidates anew ${cite({ id: reranking })}`,
      daily === undefined ? '' : `; what changes takes ${cite({ id: daily })} a day`,
      '. Recall of each kind of index has to be measured on own questions.',
    ].join(''),
  });
}
