import type { AssessmentInput } from '@app/assessments';
import { loadCatalog } from '@app/catalog';
import { cite } from '@app/kernel';
import { recommendedOptions } from '@app/search';
import { exampleInput } from '../../../../test/support/assessed-example';
import { agentById } from '../agents';
import { searchOrder } from '../bench/search-workload';
import { createWorkbench } from '../create-workbench';

const catalog = loadCatalog();
const EXAMPLES = [
  'bank-finetune-70b',
  'corpus-embedding-batch',
  'hospital-notes-hipaa',
  'startup-api-only',
  'support-assistant-gdpr',
];

/** What the plan takes for each workload, what the search recommends for it, and what is told of the two. */
async function told(input: AssessmentInput) {
  const bench = createWorkbench({ input, catalog, asOf: '2026-11-20', seed: 1, decisions: [] });
  const output = await agentById('ai-consultant').analyse(bench, new AbortController().signal);
  return bench.workloads.map((workload) => {
    const [option] = recommendedOptions([{ ...searchOrder(bench, workload), catalog }]);
    const findingOf = (name: string) =>
      output.findings.find(({ id }) => id === `ai-consultant.${workload.id}.${name}`);
    const finding = findingOf('recommended-option');
    const why = findingOf('plan-beside-search')?.statement;
    const offer = workload.cheapest();
    const isRented = !workload.ownedFit() && workload.likelyHosting() === 'self-host';
    const isSame =
      option?.hardware?.instanceId === offer?.priced.instance.id &&
      option?.hardware?.purchase === workload.purchase;
    return { workload, option, finding, why, offer, isSame, isPlan: isRented && isSame };
  });
}

describe('the plan beside what the search recommends', () => {
  it.each(EXAMPLES)('is the same, or the search says why it is not: %s', async (name) => {
    for (const { workload, option, finding, why, offer, isSame, isPlan } of await told(exampleInput(name))) {
      expect(finding === undefined).toBe(option === null || option === undefined);
      if (!finding) continue;
      expect(finding.title.endsWith('and the plan takes it')).toBe(isPlan);
      expect(why === undefined).toBe(isPlan);
      if (!isPlan) expect(why).toMatch(/^The plan (does not take it|takes )/);
      const price = offer?.priced.monthly[workload.purchase];
      if (!isSame && price) expect(why).toContain(cite(price));
    }
  });

  it('takes no spot capacity for work that could wait, votes so, and says so', async () => {
    const { currentInfrastructure: _owned, ...rented } = exampleInput('bank-finetune-70b');
    const input = { ...rented, workloads: rented.workloads.filter(({ id }) => id === 'monthly-finetune') };
    const [one] = await told(input);
    expect(one?.option?.hardware?.purchase).toBe('spot');
    expect(one?.workload.purchase).toBe('on-demand');
    expect(one?.why).toContain('no spot capacity unasked');
    const bench = createWorkbench({ input, catalog, asOf: '2026-11-20', seed: 1, decisions: [] });
    const { decisions } = await agentById('cloud-engineer').analyse(bench, new AbortController().signal);
    const vote = decisions.find(({ key }) => key === 'monthly-finetune.purchase');
    // The search's own position on spot is a preference, which risk outranks.
    expect([vote?.option, vote?.basis]).toEqual(['on-demand', 'risk']);
  });

  it('takes what stated weights choose', async () => {
    const { currentInfrastructure: _owned, ...rented } = exampleInput('bank-finetune-70b');
    const workloads = rented.workloads.filter(({ id }) => id === 'monthly-finetune');
    const weights = { cost: 1, risk: 0.1 };
    const [one] = await told({ ...rented, workloads, preferences: { weights } });
    expect(one?.option?.hardware?.purchase).toBe('spot');
    expect(one?.workload.purchase).toBe('spot');
    expect(one?.finding?.title).toContain('and the plan takes it');
  });
});
