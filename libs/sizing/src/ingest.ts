import type { AcceleratorRow, ModelRow } from '@app/catalog';
import type { Figure } from '@app/kernel';
import { FigureList } from './figure-list';
import { FORMULA_SOURCES as SOURCES } from './formula-sources';
import { computePath } from './number-format';
import type { Given } from './presumption';
import { EMBEDDING_UTILISATION } from './size-embedding';
import { factorFigure } from './efficiency';

/** What retrieval costs on one accelerator: reading the corpus in, and each question. */
export interface RetrievalSpec {
  readonly workloadId: string;
  readonly embedding: ModelRow;
  /** Orders the best chunks anew; none is computed where it is null. */
  readonly reranker: ModelRow | null;
  readonly accelerator: AcceleratorRow;
  /** Tokens of the corpus with overlaps, of a question, of a chunk; pairs that a re-ranker sees. */
  readonly corpusTokens: Given;
  readonly questionTokens: Given;
  readonly chunkTokens: Given;
  readonly rerankedPairs: number;
  readonly updatedTokensPerDay: Given | null;
}

export const RETRIEVAL_FIGURES = ['ingest-time', 'update-time', 'question-time', 'rerank-time'] as const;
export type RetrievalFigureName = (typeof RETRIEVAL_FIGURES)[number];

export interface RetrievalCost {
  readonly ids: Readonly<Partial<Record<RetrievalFigureName, string>>>;
  readonly figures: readonly Figure[];
}

/**
 * Time of one accelerator for embedding and re-ranking: tokens x 2 P / (F MFU), MFU 0.3 to 0.5. null where the chip
 * has no 16-bit rate.
 */
export function retrievalCost(spec: RetrievalSpec): RetrievalCost | null {
  const path = computePath(spec.accelerator, 'bf16');
  if (path === null) return null;
  const list = new FigureList<RetrievalFigureName>(
    `sizing.${spec.workloadId}.retrieval.${spec.accelerator.id}`,
  );
  const share = factorFigure(EMBEDDING_UTILISATION);
  const { value, worst, best } = EMBEDDING_UTILISATION;
  const seconds = (model: ModelRow, tokens: number, mfu: number): number =>
    (tokens * 2 * model.totalParamsB * 1e9) / (path.flops * mfu);
  const put = (name: RetrievalFigureName, of: EmbeddingNeed): void => {
    const { model, tokens, scale, unit, label } = of;
    list.add({
      name,
      label: `${label}, ${model.name} on one ${spec.accelerator.name}`,
      unit,
      value: seconds(model, tokens.value, value) * scale,
      ends: [seconds(model, tokens.low, best) * scale, seconds(model, tokens.high, worst) * scale],
      formula: 'tokens x 2 P / (F MFU)',
      inputs: [...tokens.refs, share.id],
      sources: [SOURCES.kaplan, SOURCES.scalingBook, model.source],
    });
  };
  for (const [name, of] of needsOf(spec)) put(name, of);
  return { ids: list.ids, figures: [share, ...list.all()] };
}

/** Tokens through a model, and how the time is shown. */
interface EmbeddingNeed {
  readonly model: ModelRow;
  readonly tokens: Given;
  readonly scale: number;
  readonly unit: string;
  readonly label: string;
}

function needsOf(spec: RetrievalSpec): ReadonlyArray<readonly [RetrievalFigureName, EmbeddingNeed]> {
  const needs: Array<readonly [RetrievalFigureName, EmbeddingNeed]> = [];
  const { embedding, reranker, corpusTokens, questionTokens, chunkTokens, updatedTokensPerDay } = spec;
  needs.push([
    'ingest-time',
    {
      model: embedding,
      tokens: corpusTokens,
      scale: 1 / 3600,
      unit: 'h',
      label: 'time to embed the corpus once',
    },
  ]);
  if (updatedTokensPerDay !== null) {
    needs.push([
      'update-time',
      {
        model: embedding,
        tokens: updatedTokensPerDay,
        scale: 1 / 60,
        unit: 'min',
        label: 'time a day to embed what changed',
      },
    ]);
  }
  needs.push([
    'question-time',
    {
      model: embedding,
      tokens: questionTokens,
      scale: 1000,
      unit: 'ms',
      label: 'time to embed a question',
    },
  ]);
  if (reranker !== null) {
    const pairs = (side: 'value' | 'low' | 'high'): number =>
      spec.rerankedPairs * (questionTokens[side] + chunkTokens[side]);
    const tokens = {
      value: pairs('value'),
      low: pairs('low'),
      high: pairs('high'),
      refs: [...questionTokens.refs, ...chunkTokens.refs],
    };
    needs.push([
      'rerank-time',
      {
        model: reranker,
        tokens,
        scale: 1000,
        unit: 'ms',
        label: `time to order ${spec.rerankedPairs} chunks anew`,
      },
    ]);
  }
  return needs;
}
