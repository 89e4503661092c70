import type { AssessmentInput } from '@app/assessments';
import { withProposals } from './apply-proposals';
import { proposalsFor } from './proposal';
import type { CostDraft, Draft, EvidenceDraft, MachineDraft, TraceDraft } from './upload';

const place = { line: 1, path: '', why: 'so it says' };
const machines = (count: number, over: object = {}): MachineDraft => ({
  ...place,
  target: 'machines',
  entry: {
    provider: 'aws',
    region: 'eu-west-1',
    instanceType: 'g6.12xlarge',
    acceleratorId: 'l4',
    count,
    ...over,
  },
});
const cost = (over: Partial<CostDraft> = {}): CostDraft => ({
  ...place,
  ...{ target: 'cost', provider: 'aws', region: 'eu-west-1', instanceType: null, usdPerMonth: 100 },
  ...over,
});
const trace: TraceDraft = { ...place, target: 'trace', csv: 'seconds,input_tokens,output_tokens\n0,1,1\n' };
const evidence: EvidenceDraft = { ...place, target: 'evidence', artefact: 'policy.pdf (upload u1)' };

const input = (over: Partial<AssessmentInput> = {}): AssessmentInput => ({
  name: 'x',
  workloads: [
    { id: 'chat', kind: 'llm-serving', traffic: { requestsPerDay: 100 } },
    { id: 'tune', kind: 'fine-tuning', training: { tokens: 1_000 } },
    { id: 'docs', kind: 'rag', traffic: { requestsPerDay: 5 } },
  ],
  ...over,
});
const held = (drafts: readonly Draft[], wish: object, to: AssessmentInput) =>
  proposalsFor({ drafts, wish }, to);

describe('what a file proposes', () => {
  it('is what is not there, what differs, and nothing that is there already', () => {
    const owned = { ...machines(1).entry, owned: true };
    const there = input({ currentInfrastructure: [owned, machines(2).entry] });
    expect(held([machines(2)], {}, there)).toEqual({ proposals: [], open: [] });
    expect(held([machines(3)], {}, there).proposals).toMatchObject([
      { id: 'p1', pointer: '/currentInfrastructure/1/count', from: 2, to: 3 },
    ]);
    expect(held([machines(3, { region: 'us-east-1' })], {}, there).proposals).toMatchObject([
      { pointer: '/currentInfrastructure/-', from: null, to: { region: 'us-east-1', count: 3 } },
    ]);
  });

  it('of a bill is about the only machines that it can be of', () => {
    const one = machines(2).entry;
    const other = { ...one, instanceType: 'p5.48xlarge' };
    expect(held([cost()], {}, input({ currentInfrastructure: [one] })).proposals).toMatchObject([
      { pointer: '/currentInfrastructure/0/monthlyCostUsd', from: null, to: 100 },
    ]);
    const both = input({ currentInfrastructure: [one, other] });
    expect(held([cost()], {}, both).open[0]?.why).toContain('2 entries of the assessment are there');
    expect(held([cost({ instanceType: 'P5.48xlarge' })], {}, both).proposals).toMatchObject([
      { pointer: '/currentInfrastructure/1/monthlyCostUsd' },
    ]);
    expect(held([cost()], {}, input()).open[0]?.why).toContain('names no machines there');
    const owned = input({ currentInfrastructure: [{ ...one, owned: true }] });
    expect(held([cost()], {}, owned).open[0]?.why).toContain('are owned');
  });

  it('of two sums for one place is the first, and the other is open', () => {
    const there = input({ currentInfrastructure: [machines(2).entry] });
    const { proposals, open } = held([cost(), cost({ usdPerMonth: 5 })], {}, there);
    expect(proposals).toMatchObject([{ id: 'p1', to: 100 }]);
    expect(open).toMatchObject([{ id: 'p2', why: 'so it says: p1 is of the same place' }]);
  });

  it('of a trace is one for each workload that is served, or for the one that was named', () => {
    expect(held([trace], {}, input()).proposals.map(({ id, pointer }) => [id, pointer])).toEqual([
      ['p1.1', '/workloads/0/traffic/traceCsv'],
      ['p1.3', '/workloads/2/traffic/traceCsv'],
    ]);
    const taken = withProposals(input(), held([trace], {}, input()).proposals.slice(0, 1));
    expect(held([trace], {}, taken).proposals.map(({ id }) => id)).toEqual(['p1.3']);
    expect(held([trace], { workload: 'docs' }, input()).proposals).toMatchObject([
      { id: 'p1', pointer: '/workloads/2/traffic/traceCsv' },
    ]);
    expect(held([trace], { workload: 'chit' }, input()).open[0]?.why).toContain('it has chat, tune, docs');
  });

  it('of evidence is for a control that is there, from a day that was said', () => {
    const wish = { control: 'rbac', effectiveDate: '2026-01-20' };
    const there = input({ controls: [{ id: 'rbac', status: 'partial' }] });
    const [proposal] = held([evidence], wish, there).proposals;
    expect(proposal).toMatchObject({
      pointer: '/controls/0/evidence/-',
      to: { effectiveDate: '2026-01-20' },
    });
    expect(held([evidence], { control: 'rbac' }, there).open[0]?.why).toContain('from when is not said');
    expect(held([evidence], wish, input()).open[0]?.why).toContain('has no control rbac');
    const twice = held([evidence], wish, withProposals(there, [proposal!]));
    expect(twice).toEqual({ proposals: [], open: [] });
  });
});

describe('an input with proposals in it', () => {
  it('has each in its place, and the input before stays as it was', () => {
    const before = input({ controls: [{ id: 'rbac', status: 'partial' }] });
    const drafts = [machines(2), machines(1, { region: 'us-east-1' }), trace, evidence];
    const { proposals } = held(
      drafts,
      { control: 'rbac', effectiveDate: '2026-01-20', workload: 'tune' },
      before,
    );
    const copy = structuredClone(before);
    const after = withProposals(before, proposals);
    expect(before).toEqual(copy);
    expect(after.currentInfrastructure?.map(({ region, count }) => [region, count])).toEqual([
      ['eu-west-1', 2],
      ['us-east-1', 1],
    ]);
    expect(after.workloads[1]?.traffic).toEqual({ traceCsv: trace.csv });
    expect(after.controls?.[0]?.evidence).toHaveLength(1);
  });

  it('is never reached by a way into a prototype', () => {
    const bad = {
      ...place,
      id: 'p1',
      target: 'assessment',
      pointer: '/__proto__/polluted',
      from: null,
      to: 1,
    } as const;
    expect(() => withProposals(input(), [bad])).toThrow(
      expect.objectContaining({ code: 'invariant-broken' }),
    );
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});
