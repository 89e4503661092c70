import type { AssessmentInput } from '@app/assessments';
import { loadCatalog } from '@app/catalog';
import { createWorkbench } from '../../create-workbench';
import { appliesTo } from './applies-to';
import { KNOWLEDGE } from './knowledge-base';
import { traitsOf } from './workload-traits';

const catalog = loadCatalog();

/** Ids of the entries that concern the only workload of an input. */
function knownOf(input: Partial<AssessmentInput> & Pick<AssessmentInput, 'workloads'>): string[] {
  const bench = createWorkbench({
    input: { name: 'A test', ...input },
    catalog,
    asOf: '2026-11-20',
    seed: 1,
  });
  const traits = traitsOf(bench.workloads[0]!, bench);
  return KNOWLEDGE.filter((entry) => appliesTo(entry.when, traits)).map(({ id }) => id);
}

const serving = (modelId: string, name?: string) => ({
  workloads: [
    { name, kind: 'llm-serving' as const, model: { id: modelId }, traffic: { requestsPerDay: 500_000 } },
  ],
  constraints: { selfHostOnly: true },
});

describe('the knowledge base', () => {
  it('has forty entries and more, each under an id of its own', () => {
    expect(KNOWLEDGE.length).toBeGreaterThanOrEqual(40);
    expect(new Set(KNOWLEDGE.map(({ id }) => id)).size).toBe(KNOWLEDGE.length);
  });

  it.each(KNOWLEDGE.map((entry) => [entry.id, entry] as const))(
    'holds %s with source, date and condition',
    (_id, entry) => {
      expect(entry.sources.length).toBeGreaterThan(0);
      for (const { url, asOf, title } of entry.sources) {
        expect(url).toMatch(/^https:\/\//);
        expect(asOf).toMatch(/^\d{4}(-\d{2}(-\d{2})?)?$/);
        expect(title).not.toBe('');
      }
      expect(Object.keys(entry.when).length).toBeGreaterThan(0);
      const named = [...`${entry.claim} ${entry.consequence}`.matchAll(/\{(\w+)\}/g)].map(
        (match) => match[1],
      );
      expect(new Set(named)).toEqual(new Set((entry.quantities ?? []).map(({ name }) => name)));
      for (const { value, low, high } of entry.quantities ?? []) {
        expect(value).toBeGreaterThanOrEqual(low ?? value);
        expect(value).toBeLessThanOrEqual(high ?? value);
      }
    },
  );

  it('calls no paper read that was only cited', () => {
    const papers = KNOWLEDGE.flatMap(({ sources }) => sources).filter(({ url }) =>
      /arxiv\.org|doi\.org|eur-lex|ecfr/.test(url),
    );
    expect(papers.length).toBeGreaterThan(15);
    expect(papers.filter(({ reading }) => reading !== 'quoted')).toEqual([]);
  });

  it('names only frameworks, vendors and providers that the catalog has', () => {
    const known = (pick: (when: (typeof KNOWLEDGE)[number]['when']) => readonly string[] | undefined) =>
      KNOWLEDGE.flatMap((entry) => pick(entry.when) ?? []);
    const frameworks = new Set(catalog.frameworks.map(({ id }) => id));
    const vendors = new Set(catalog.accelerators.map(({ vendor }) => vendor));
    const providers = new Set<string>(catalog.instances.map(({ provider }) => provider));
    expect(known(({ frameworks: ids }) => ids).filter((id) => !frameworks.has(id))).toEqual([]);
    expect(known(({ vendors: names }) => names).filter((name) => !vendors.has(name))).toEqual([]);
    expect(known(({ providers: names }) => names).filter((name) => !providers.has(name))).toEqual([]);
  });

  it('answers by the structure of the model', () => {
    const dense = knownOf(serving('llama-3.1-70b'));
    expect(dense).toContain('grouped-query-cache');
    expect(dense).not.toContain('latent-cache');
    const latent = knownOf(serving('deepseek-r1'));
    expect(latent).toEqual(expect.arrayContaining(['latent-cache', 'experts-all-held']));
    expect(latent).not.toContain('grouped-query-cache');
    expect(knownOf(serving('gemma-3-27b'))).toContain('sliding-window-cache');
  });

  it('answers by no word of the input', () => {
    const misleading = 'DeepSeek MLA QLoRA fine-tuning under HIPAA and DORA on spot TPUs with HNSW';
    expect(knownOf(serving('llama-3.1-70b', misleading))).toEqual(knownOf(serving('llama-3.1-70b')));
  });

  it('answers by method, corpus and duty', () => {
    const training = { tokens: 10_000_000, method: 'qlora' as const };
    const tuned = knownOf({ workloads: [{ kind: 'fine-tuning', model: { id: 'llama-3.1-8b' }, training }] });
    expect(tuned).toEqual(expect.arrayContaining(['quantised-base', 'adapter-flop']));
    expect(tuned).not.toContain('training-flop');
    const corpus = { documents: 200_000 };
    const rag = { kind: 'rag' as const, corpus, traffic: { requestsPerDay: 1_000 } };
    expect(knownOf({ workloads: [rag] })).toEqual(
      expect.arrayContaining(['hnsw-memory', 'recall-is-measured']),
    );
    expect(knownOf({ workloads: [rag], obligations: ['dora'] })).toContain('dora-third-parties');
    expect(knownOf({ workloads: [rag] })).not.toContain('dora-third-parties');
  });
});
