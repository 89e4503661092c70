import type { AssessmentInput } from '@app/assessments';
import { loadCatalog } from '@app/catalog';
import { searchOptions } from '@app/search';
import type { PersonsChoice } from './decided-choices';
import { createWorkbench } from '../create-workbench';
import { searchOrder } from './search-workload';

const catalog = loadCatalog();

function aBench(
  workload: Partial<AssessmentInput['workloads'][number]>,
  decisions: readonly PersonsChoice[] = [],
) {
  const input: AssessmentInput = {
    name: 'A test',
    workloads: [{ id: 'chat', kind: 'llm-serving', traffic: { requestsPerDay: 100_000 }, ...workload }],
  };
  const bench = createWorkbench({ input, catalog, asOf: '2026-11-22', seed: 1, decisions });
  const [chat] = bench.workloads;
  if (!chat) throw new Error('expected the workload that was given');
  const taken = bench.intake.assumptions.find(({ id }) => id === 'assumption.chat.precision');
  return { bench, chat, taken };
}

describe('the format of weights that nobody stated', () => {
  it.each([
    ['gpt-oss-120b', 'fp4', 116.8e9 * 0.53],
    ['deepseek-v3', 'fp8', 671e9],
    ['llama-3.1-8b', 'bf16', 8.03e9 * 2],
  ])('of %s is the one in which it is published, %s', (id, precision, bytes) => {
    const { chat, taken } = aBench({ model: { id } });
    expect(chat.workload.precision).toMatchObject({ value: precision, assumed: true });
    expect(taken?.value).toBe(precision);
    const need = chat.sized().options.feasible[0]?.of.figures.find(({ label }) => /^weights of/.test(label));
    expect(need?.value).toBeCloseTo(bytes / 2 ** 30, 0);
  });

  it('is said with where it is published', () => {
    const { taken } = aBench({ model: { id: 'gpt-oss-120b' } });
    expect(taken?.why).toContain('gpt-oss-120b are published (MXFP4)');
    expect(taken?.sources.map(({ url }) => url)).toEqual(['https://github.com/openai/gpt-oss#highlights']);
  });

  it('gives way to a format that is stated', () => {
    const { chat, taken } = aBench({ model: { id: 'gpt-oss-120b' }, precision: 'bf16' });
    expect(chat.workload.precision).toMatchObject({ value: 'bf16', assumed: false });
    expect(taken).toBeUndefined();
  });

  it('follows the model that a person decided for', () => {
    const decision = { key: 'chat.model', option: 'llama-3.1-8b', by: 'Ada' };
    const { chat, taken } = aBench({ model: { id: 'gpt-oss-120b' } }, [decision]);
    expect(chat.workload.precision.value).toBe('bf16');
    expect(taken?.value).toBe('bf16');
    expect(chat.undecided().workload.precision.value).toBe('fp4');
  });

  it('is the one that the search looks in', () => {
    const { bench, chat } = aBench({ model: { id: 'gpt-oss-120b' } });
    const { recommended, front } = searchOptions({ ...searchOrder(bench, chat), catalog });
    const hosted = [recommended, ...front].flatMap((option) => option?.hardware ?? []);
    expect(hosted.length).toBeGreaterThan(0);
    expect(new Set(hosted.map(({ precision }) => precision))).toEqual(new Set(['fp4']));
  });
});
