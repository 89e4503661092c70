import { loadCatalog } from '@app/catalog';
import { retrievalCost } from './ingest';
import { given } from './presumption';

const catalog = loadCatalog();

describe('retrievalCost', () => {
  const embedding = catalog.model('bge-m3');
  const accelerator = catalog.accelerator('l40s');
  const cost = retrievalCost({
    workloadId: 'w',
    embedding,
    reranker: embedding,
    accelerator,
    corpusTokens: given(1e10, ['input:/corpus']),
    questionTokens: given(50, ['input:/question']),
    chunkTokens: given(450, ['input:/chunk']),
    rerankedPairs: 40,
    updatedTokensPerDay: given(1e8, ['input:/updates']),
  });
  const value = (name: 'ingest-time' | 'update-time' | 'question-time' | 'rerank-time') =>
    cost?.figures.find((one) => one.id === cost.ids[name])?.value ?? NaN;

  it('takes 2 P FLOP a token of the corpus, of a question, and of every pair with its chunk', () => {
    const ingest = value('ingest-time') * 3600;
    const share = cost?.figures.find((one) => one.method === 'assumed')?.value ?? NaN;
    const peak = (accelerator.measuredMatmulTFLOPS?.bf16 ?? accelerator.denseTFLOPS.bf16 ?? NaN) * 1e12;
    expect(ingest).toBeCloseTo((1e10 * 2 * embedding.totalParamsB * 1e9) / (peak * share), 3);
    expect(value('update-time') * 60).toBeCloseTo(ingest / 100, 6);
    expect(value('question-time') / 1000).toBeCloseTo((ingest * 50) / 1e10, 12);
    expect(value('rerank-time') / 1000).toBeCloseTo((ingest * 40 * 500) / 1e10, 9);
  });
});
