import { figure, type Figure } from '@app/kernel';
import { FigureSheet } from './figure-sheet';
import { FORMULA_SOURCES as SOURCES } from './formula-sources';
import type { IndexFigureName, IndexSizing, IndexSpec } from './retrieval';
import { badChunking } from './sizing.errors';

const GIB = 2 ** 30;

/** Allocator and head-room beside the index: 20 to 50 %. */
const HEADROOM = { value: 1.35, low: 1.2, high: 1.5 } as const;

/** Bytes of an HNSW graph per link: 4-byte ids, 2 M on the ground layer, upper layers about a tenth more. */
function linkBytes(links: number): number {
  return links * 2 * 4 * 1.1;
}

/**
 * Chunks and index memory of a corpus. Chunks: documents x ceil((tokens - overlap) / (chunk - overlap)). HNSW:
 * N (dim bytes + M x 2 x 4 x 1.1), with head-room. Sources: HNSW paper, FAISS guidelines.
 * @throws sizing.bad-chunking
 */
export function sizeIndex(spec: IndexSpec): IndexSizing {
  const { chunkTokens: chunk, chunkOverlapTokens: overlap } = spec;
  if (overlap >= chunk) throw badChunking(chunk, overlap);
  const perDocument = Math.max(1, Math.ceil((spec.tokensPerDocument - overlap) / (chunk - overlap)));
  const chunks = spec.documents * perDocument;
  const corpusTokens = spec.documents * (spec.tokensPerDocument + (perDocument - 1) * overlap);
  const vectorBytes = chunks * spec.dimensions * spec.bytesPerElement;
  const indexBytes = vectorBytes + chunks * linkBytes(spec.links);
  const sheet = new FigureSheet<IndexFigureName>(`sizing.${spec.workloadId}.index`);
  const basis = indexAssumptions(spec);
  sheet.addBasis(...Object.values(basis));
  const { exact, refs } = writeChunks(sheet, spec, chunks, corpusTokens);
  sheet.add({
    name: 'vectors',
    label: 'vectors alone',
    unit: 'GiB',
    ...exact(vectorBytes / GIB),
    formula: 'chunks x dimensions x bytes per element',
    inputs: [sheet.id('chunks'), basis.element.id, ...refs('dimensions')],
    sources: [SOURCES.faiss],
  });
  sheet.add({
    name: 'memory',
    label: 'memory of the HNSW index with head-room',
    unit: 'GiB',
    value: (indexBytes * HEADROOM.value) / GIB,
    worst: (indexBytes * HEADROOM.high) / GIB,
    best: (indexBytes * HEADROOM.low) / GIB,
    formula: 'chunks x (dimensions x bytes + M x 2 x 4 x 1.1) x head-room',
    inputs: [sheet.id('vectors'), basis.links.id, basis.headroom.id],
    sources: [SOURCES.hnsw, SOURCES.faiss],
  });
  return {
    workloadId: spec.workloadId,
    chunks,
    memoryBytes: indexBytes * HEADROOM.value,
    corpusTokens,
    ids: sheet.ids as Record<IndexFigureName, string>,
    figures: sheet.all(),
  };
}

/** Writes the figures of the chunks; gives what the other figures need as well. */
function writeChunks(
  sheet: FigureSheet<IndexFigureName>,
  spec: IndexSpec,
  chunks: number,
  corpusTokens: number,
) {
  const exact = (value: number) => ({ value, worst: value, best: value });
  const refs = (...fields: Array<keyof IndexSpec['inputRefs']>): string[] =>
    fields.flatMap((field) => [...(spec.inputRefs[field] ?? [])]);
  sheet.add({
    name: 'chunks',
    label: 'chunks of the corpus',
    unit: '1',
    ...exact(chunks),
    formula: 'documents x ceil((tokens - overlap) / (chunk - overlap))',
    inputs: refs('documents', 'tokensPerDocument', 'chunkTokens', 'chunkOverlapTokens'),
    sources: [],
  });
  sheet.add({
    name: 'corpus-tokens',
    label: 'tokens to embed once',
    unit: 'tokens',
    ...exact(corpusTokens),
    formula: 'documents x (tokens + (chunks per document - 1) x overlap)',
    inputs: [sheet.id('chunks'), ...refs('documents', 'tokensPerDocument', 'chunkOverlapTokens')],
    sources: [],
  });
  return { exact, refs };
}

function indexAssumptions(spec: IndexSpec): Record<'headroom' | 'links' | 'element', Figure> {
  return {
    headroom: figure({
      id: 'assumption.sizing.index-headroom',
      label: 'allocator and head-room of a vector index, as a factor',
      unit: '1',
      ...HEADROOM,
      formula: '20 to 50 % more than the index itself',
      sources: [SOURCES.faiss],
      method: 'assumed',
    }),
    links: figure({
      id: `assumption.sizing.${spec.workloadId}.hnsw-links`,
      label: 'links per node of the HNSW graph (M)',
      value: spec.links,
      unit: '1',
      sources: [SOURCES.hnsw],
      method: 'assumed',
    }),
    element: figure({
      id: `assumption.sizing.${spec.workloadId}.vector-bytes`,
      label: 'bytes per element of a vector',
      value: spec.bytesPerElement,
      unit: 'B',
      sources: [SOURCES.faiss],
      method: 'assumed',
    }),
  };
}
