import { completeInput, type CompletedWorkload, type WorkloadInput } from '@app/assessments';
import { loadCatalog } from '@app/catalog';
import { apisOfSameWeights, chooseModel, classOf, type ModelChoice } from './model-choice';

const catalog = loadCatalog();

function choose(workload: Partial<WorkloadInput>, apiOnly = false): ModelChoice {
  const completed = completeInput({
    name: 'A test',
    workloads: [{ kind: 'llm-serving', traffic: { requestsPerDay: 1000 }, ...workload }],
  });
  return chooseModel(completed.workloads[0] as CompletedWorkload, catalog, apiOnly);
}

describe('chooseModel', () => {
  it('takes the model that is named', () => {
    expect(choose({ model: { id: 'qwen3-32b' } })).toMatchObject({
      origin: 'stated',
      row: { id: 'qwen3-32b' },
      assumption: null,
    });
  });

  it('takes the newest model of a class that is named, and says that it did', () => {
    const choice = choose({ model: { class: 'medium' } });
    const row = choice.row;
    const newer = catalog.models.filter(
      (other) =>
        other.kind === 'chat' &&
        classOf(other.totalParamsB) === 'medium' &&
        other.releaseDate > (row?.releaseDate ?? ''),
    );
    expect(row && classOf(row.totalParamsB)).toBe('medium');
    expect(newer).toEqual([]);
    expect(choice.assumption?.id).toBe('assumption.w1.model');
    expect(choice.question?.pointer).toBe('/workloads/0/model/id');
  });

  it('names no model to host where only an API is named', () => {
    expect(choose({ model: { apiId: 'openai/gpt-5-mini' } })).toMatchObject({ row: null, origin: 'none' });
    expect(choose({ model: { apiId: 'openai/gpt-5-mini', class: 'small' } }, true).row).toBeNull();
    expect(choose({ model: { apiId: 'openai/gpt-5-mini', class: 'small' } }).row).not.toBeNull();
  });

  it('takes the embedding model of the corpus', () => {
    const corpus = { documents: 10, embeddingModelId: 'bge-m3' };
    expect(choose({ kind: 'embedding', corpus })).toMatchObject({
      origin: 'from-corpus',
      row: { id: 'bge-m3' },
    });
  });

  it('refuses a model that the catalog does not list, with the nearest ids', () => {
    expect(() => choose({ model: { id: 'qwen3-33b' } })).toThrow(/qwen3-32b/);
  });
});

describe('apisOfSameWeights', () => {
  const ids = (model: string): string[] =>
    apisOfSameWeights(catalog.model(model), catalog).map((row) => row.id);

  it('finds the spellings of providers', () => {
    expect(ids('llama-3.3-70b')).toEqual(
      expect.arrayContaining([
        'groq/llama-3.3-70b-versatile',
        'together/meta-llama/Llama-3.3-70B-Instruct-Turbo',
        'aws/meta.llama3-3-70b-instruct-v1:0',
      ]),
    );
  });

  it('does not take a smaller or other model for the same', () => {
    expect(ids('phi-4')).toEqual(['azure/phi-4']);
    expect(ids('llama-3.1-70b')).toEqual([]);
    expect(ids('qwen3-8b')).toEqual([]);
  });
});
