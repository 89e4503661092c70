import type { Figure } from '@app/kernel';
import { FigureList } from './figure-list';
import { FORMULA_SOURCES as SOURCES } from './formula-sources';
import type { Presumption } from './presumption';
import type { IndexSizing, IndexSpec } from './retrieval';

export const INDEX_KINDS = ['flat', 'hnsw', 'hnsw-int8', 'hnsw-binary', 'ivf-pq'] as const;
export type IndexKind = (typeof INDEX_KINDS)[number];

/** One kind of index over the same vectors: its memory and what a query reads and computes. */
export interface IndexOption {
  readonly kind: IndexKind;
  readonly words: string;
  readonly memory: Figure;
  readonly queryTime: Figure;
  readonly queriesPerSecondPerCore: Figure;
  readonly figures: readonly Figure[];
}

const GIB = 2 ** 30;

const HEADROOM: Presumption = {
  id: 'index-headroom',
  label: 'allocator and head-room of a vector index, as a factor',
  unit: '1',
  value: 1.35,
  low: 1.2,
  high: 1.5,
  note: '20 to 50 % more than the index itself',
  source: SOURCES.faiss,
};
const SEARCH_WIDTH: Presumption = {
  id: 'search-width',
  label: 'candidates kept while a graph is searched (efSearch)',
  unit: '1',
  value: 128,
  low: 64,
  high: 256,
  note: 'a setting: more finds more of the true neighbours and takes longer; recall must be measured',
  source: SOURCES.hnsw,
};
const PROBED: Presumption = {
  id: 'probed-share',
  label: 'share of the lists of an inverted file that a query reads',
  unit: '1',
  value: 0.01,
  low: 0.003,
  high: 0.05,
  note: 'nprobe over the number of lists, a setting',
  source: SOURCES.faiss,
};
const CORE_RATE: Presumption = {
  id: 'distance-rate',
  label: 'bytes of vectors that a processor core compares in a second',
  unit: 'GB/s',
  value: 4,
  low: 1.5,
  high: 10,
  note: 'bound by reading memory; scattered reads of a graph at the low end, a scan at the high end',
};
/** Bytes of a code for each vector in product quantisation: one byte for each 16 dimensions. */
const DIMENSIONS_PER_CODE = 16;
/** Float vectors read again to order the best of a binary search. */
const RESCORED = 100;

interface Kind {
  readonly words: string;
  readonly formula: string;
  /** Bytes a vector, without head-room. */
  readonly bytes: (spec: IndexSpec) => number;
  /** Bytes that a query reads. */
  readonly read: (spec: IndexSpec, chunks: number, at: 'value' | 'low' | 'high') => number;
}

function links(spec: IndexSpec): number {
  return spec.links * 2 * 4 * 1.1;
}

/** Vectors that a graph search compares: about efSearch x log2 N / 2. */
function compared(chunks: number, at: 'value' | 'low' | 'high'): number {
  return Math.min(chunks, (SEARCH_WIDTH[at] * Math.log2(Math.max(2, chunks))) / 2);
}

const KINDS: Readonly<Record<IndexKind, Kind>> = {
  flat: {
    words: 'flat, every vector compared',
    formula: 'N d 4 B',
    bytes: ({ dimensions }) => dimensions * 4,
    read: ({ dimensions }, chunks) => chunks * dimensions * 4,
  },
  hnsw: {
    words: 'graph (HNSW) over float32',
    formula: 'N (d 4 B + M 2 x 4 B x 1.1)',
    bytes: (spec) => spec.dimensions * 4 + links(spec),
    read: ({ dimensions }, chunks, at) => compared(chunks, at) * dimensions * 4,
  },
  'hnsw-int8': {
    words: 'graph over 8-bit integers',
    formula: 'N (d 1 B + M 2 x 4 B x 1.1)',
    bytes: (spec) => spec.dimensions + links(spec),
    read: ({ dimensions }, chunks, at) => compared(chunks, at) * dimensions,
  },
  'hnsw-binary': {
    words: 'graph over single bits, the best compared again from storage',
    formula: 'N (d / 8 B + M 2 x 4 B x 1.1)',
    bytes: (spec) => spec.dimensions / 8 + links(spec),
    read: ({ dimensions }, chunks, at) =>
      (compared(chunks, at) * dimensions) / 8 + Math.min(chunks, RESCORED) * dimensions * 4,
  },
  'ivf-pq': {
    words: 'inverted file with product quantisation',
    formula: 'N (m + 8 B), m = d / 16',
    bytes: ({ dimensions }) => Math.ceil(dimensions / DIMENSIONS_PER_CODE) + 8,
    read: ({ dimensions }, chunks, at) =>
      chunks * PROBED[at] * (Math.ceil(dimensions / DIMENSIONS_PER_CODE) + 8) + 256 * dimensions * 4,
  },
};

/**
 * Memory and query cost of each kind of index over the chunks of a sizing. Memory: formulas of FAISS and HNSW with
 * head-room. A query: bytes of vectors read / rate of a core. Recall is not computed: it must be measured.
 */
export function indexOptions(
  spec: IndexSpec,
  { chunks }: Pick<IndexSizing, 'chunks'>,
): readonly IndexOption[] {
  return INDEX_KINDS.map((kind) => option(kind, spec, chunks));
}

function option(kind: IndexKind, spec: IndexSpec, chunks: number): IndexOption {
  const { words, formula, bytes, read } = KINDS[kind];
  const list = new FigureList<'memory' | 'query-time' | 'queries-per-second-per-core'>(
    `sizing.${spec.workloadId}.index.${kind}`,
  );
  const [headroom = '', rate = '', width = '', probed = ''] = list.presume(
    HEADROOM,
    CORE_RATE,
    SEARCH_WIDTH,
    PROBED,
  );
  const memory = (factor: number): number => (chunks * bytes(spec) * factor) / GIB;
  const seconds = (at: 'value' | 'low' | 'high'): number => {
    const speed = at === 'value' ? CORE_RATE.value : at === 'low' ? CORE_RATE.high : CORE_RATE.low;
    return read(spec, chunks, at) / (speed * 1e9);
  };
  const chunkId = `sizing.${spec.workloadId}.index.chunks`;
  const setting = kind === 'flat' ? [] : kind === 'ivf-pq' ? [probed] : [width];
  const memoryFigure = list.add({
    name: 'memory',
    label: `memory of the index, ${words}`,
    unit: 'GiB',
    value: memory(HEADROOM.value),
    ends: [memory(HEADROOM.low), memory(HEADROOM.high)],
    formula: `${formula} x head-room`,
    inputs: [chunkId, headroom],
    sources: kind === 'ivf-pq' ? [SOURCES.productQuantisation, SOURCES.faiss] : [SOURCES.hnsw, SOURCES.faiss],
  });
  const times = (['value', 'low', 'high'] as const).map(seconds);
  const queryTime = list.add({
    name: 'query-time',
    label: `processor time of a query, ${words}`,
    unit: 'ms',
    value: (times[0] ?? 0) * 1000,
    ends: times.map((one) => one * 1000),
    formula: 'bytes of vectors compared / rate of a core; a graph compares efSearch log2(N) / 2 vectors',
    inputs: [chunkId, rate, ...setting],
    sources: [SOURCES.hnsw, SOURCES.faiss],
  });
  const queriesPerSecondPerCore = list.add({
    name: 'queries-per-second-per-core',
    label: `queries per second of a core, ${words}`,
    unit: '1/s',
    value: 1 / (times[0] ?? 1),
    ends: times.map((one) => 1 / one),
    formula: '1 / processor time of a query',
    inputs: [queryTime.id],
    sources: [],
  });
  return { kind, words, memory: memoryFigure, queryTime, queriesPerSecondPerCore, figures: list.all() };
}
