import type { AgentId } from '@app/agents';
import { type AssessmentInput, withWorkloadIds } from '@app/assessments';
import { loadCatalog } from '@app/catalog';
import { isDeepStrictEqual } from 'node:util';
import { assessed, exampleInput, type AssessWish } from '../../../test/support/assessed-example';
import { compareRuns } from './compare-runs';
import type { ComparedRun } from './compared-run';
import type { Cause, FigureChange, RunComparison } from './comparison';

const INPUT = withWorkloadIds(exampleInput('support-assistant-gdpr'));
const LATER = '2027-06-01';

async function aRun(input: AssessmentInput, wish: AssessWish = {}): Promise<ComparedRun> {
  const document = await assessed(input, wish);
  const decisions = wish.decisions ?? [];
  return {
    document,
    facts: { assessmentId: 'a', assessmentVersion: 1, input, decisions, seed: wish.seed ?? 1 },
  };
}

function changed(edit: (input: { workloads: Array<Record<string, never>> }) => void): AssessmentInput {
  const copy = structuredClone(INPUT);
  edit(copy as never);
  return copy;
}

function doubled(): AssessmentInput {
  return changed(({ workloads }) => {
    const traffic = workloads[0]?.['traffic'] as unknown as Record<string, number>;
    traffic['requestsPerDay'] = (traffic['requestsPerDay'] as number) * 2;
  });
}

/** The same with the sides exchanged, by hand. */
function swapped(comparison: RunComparison): RunComparison {
  const figure = (one: FigureChange): FigureChange => ({
    ...one,
    kind: one.kind === 'added' ? 'removed' : one.kind === 'removed' ? 'added' : 'changed',
    from: one.to,
    to: one.from,
    delta: one.delta === null ? null : 0 - one.delta,
    ratio:
      one.from?.value == null || !one.to?.value || one.delta === null ? null : one.from.value / one.to.value,
  });
  const sides = <T extends { from: unknown; to: unknown }>(one: T): T => ({
    ...one,
    from: one.to,
    to: one.from,
  });
  const { summary } = comparison;
  return {
    ...sides(comparison),
    summary: { ...summary, added: summary.removed, removed: summary.added },
    differences: comparison.differences.map(sides),
    verdict: comparison.verdict && sides(comparison.verdict),
    decisions: comparison.decisions.map(sides),
    recommendations: comparison.recommendations.map(sides),
    agents: comparison.agents.map(sides),
    answers:
      comparison.answers?.map((one) => ({
        ...sides(one),
        kind: one.kind === 'added' ? 'removed' : one.kind === 'removed' ? 'added' : one.kind,
        fromPointer: one.toPointer,
        toPointer: one.fromPointer,
      })) ?? null,
    causes: comparison.causes.map((one) => ({
      ...one,
      cause: sides<Cause>(one.cause),
      first: one.first.map(figure),
    })),
    figures: comparison.figures.map(figure),
  };
}

/** Jest compares thousands of figures slowly, and only has to where they differ. */
function expectSame(found: RunComparison, expected: RunComparison): void {
  if (!isDeepStrictEqual(found, expected)) expect(found).toEqual(expected);
}

const runs: Record<string, ComparedRun> = {};
const between = (from: string, to: string) => compareRuns(runs[from] as ComparedRun, runs[to] as ComparedRun);

beforeAll(async () => {
  const own = {
    'Infra Mind': '1.0.0',
    'Catalog as of': loadCatalog().asOf,
    'Own catalog files': 'version 2',
  };
  const missing: AgentId[] = ['compliance'];
  const decided = { why: 'Data stays here', by: 'Ada', decidedAt: '2026-11-19T00:00:00.000Z', version: 1 };
  const other = changed(({ workloads }) => {
    workloads.unshift({ id: 'search', kind: 'llm-serving', traffic: { requestsPerDay: 900 } } as never);
  });
  const hosted = [{ key: 'support-chat.hosting', option: 'self-host', ...decided }];
  runs['base'] = await aRun(INPUT);
  runs['doubled'] = await aRun(doubled(), { runId: 'run-b' });
  runs['later'] = await aRun(INPUT, { runId: 'run-c', asOf: LATER });
  runs['both'] = await aRun(doubled(), { runId: 'run-d', asOf: LATER });
  runs['partial'] = await aRun(INPUT, { runId: 'run-e', missing });
  runs['decided'] = await aRun(INPUT, { runId: 'run-f', decisions: hosted });
  runs['second'] = await aRun(other, { runId: 'run-g' });
  runs['own'] = await aRun(INPUT, { runId: 'run-h', versions: own });
});

describe('comparing runs of an example', () => {
  it('finds nothing between a run and itself', () => {
    for (const name of Object.keys(runs)) {
      const { summary, figures, causes, verdict, decisions, recommendations } = between(name, name);
      expect({ figures, causes, verdict, decisions, recommendations }).toEqual({
        ...{ figures: [], causes: [], verdict: null, decisions: [], recommendations: [] },
      });
      expect(summary).toMatchObject({ changed: 0, added: 0, removed: 0, unexplained: 0 });
      expect(summary.same).toBe(runs[name]?.document.figures.length);
    }
  });

  it('gives the same the other way round, but for the sides and the signs', () => {
    const names = Object.keys(runs);
    for (const from of names) {
      for (const to of names) {
        if (from >= to) continue;
        expectSame(swapped(between(from, to)), between(to, from));
        const alone = (name: string) => ({ ...(runs[name] as ComparedRun), facts: null });
        expectSame(swapped(compareRuns(alone(from), alone(to))), compareRuns(alone(to), alone(from)));
      }
    }
  });

  it('accounts for every figure of both sides once', () => {
    const { summary, figures } = between('base', 'doubled');
    const [a, b] = [runs['base'], runs['doubled']].map((run) => run?.document.figures ?? []);
    const ids = new Set([...(a ?? []), ...(b ?? [])].map(({ id }) => id));
    expect(summary.same + figures.length).toBe(ids.size);
    expect(new Set(figures.map(({ id }) => id)).size).toBe(figures.length);
    const from = new Map((a ?? []).map((entry) => [entry.id, entry.value]));
    const to = new Map((b ?? []).map((entry) => [entry.id, entry.value]));
    for (const { id, delta } of figures) {
      if (delta !== null) expect(delta).toBe((to.get(id) as number) - (from.get(id) as number));
    }
  });

  it('traces what twice the traffic changes to that one answer, money first', () => {
    const { causes, summary, figures, differences } = between('base', 'doubled');
    expect(differences).toHaveLength(1);
    expect(causes).toHaveLength(1);
    const [group] = causes;
    expect(group?.cause).toMatchObject({ kind: 'answer', subject: '/workloads/0/traffic/requestsPerDay' });
    expect(group?.cause.to).toBe((group?.cause.from as number) * 2);
    expect(group?.figures).toBe(figures.length);
    expect(group?.foundBy.trail).toBeGreaterThan(figures.length * 0.8);
    expect(group?.first[0]?.unit).toMatch(/^USD/);
    expect(summary.unexplained).toBe(0);
  });

  it('names the evidence that ran out between two days', () => {
    const { causes } = between('base', 'later');
    const expired = causes.filter(({ cause }) => cause.kind === 'evidence-expiry');
    expect(expired.length).toBeGreaterThan(0);
    for (const { cause } of expired) expect([cause.from, cause.to]).toEqual(['in force', 'expired']);
    const gdpr = between('base', 'later').figures.find(
      ({ id }) => id === 'compliance.gdpr.requirements.passed',
    );
    expect(gdpr?.causes.every((key) => key.startsWith('evidence-expiry:'))).toBe(true);
    const age = between('base', 'later').figures.find(({ id }) => id === 'web-research.old-facts');
    expect(age).toMatchObject({ causes: ['as-of'], foundBy: 'only-difference' });
    const days = between('base', 'later').figures.filter(({ id }) => id.startsWith('web-research.age.'));
    expect(days.length).toBeGreaterThan(0);
    for (const { causes, foundBy } of days) expect([causes, foundBy]).toEqual([['as-of'], 'trail']);
  });

  it('says of what it cannot trace that it is unexplained where two things differ', () => {
    const { figures, summary } = between('base', 'both');
    const old = figures.find(({ id }) => id === 'web-research.old-facts');
    expect(old).toMatchObject({ causes: [], foundBy: 'none' });
    expect(summary.unexplained).toBeGreaterThan(0);
    expect(figures.filter(({ foundBy }) => foundBy === 'only-difference')).toEqual([]);
  });

  it('accounts in full only for what each cause alone, or on top of the other, does change', () => {
    const changes = (from: string, to: string) => new Set(between(from, to).figures.map(({ id }) => id));
    const byAnswer = [changes('base', 'doubled'), changes('later', 'both')];
    const byDay = [changes('base', 'later'), changes('doubled', 'both')];
    const { figures } = between('base', 'both');
    const whole = figures.filter(({ foundBy }) => foundBy === 'trail');
    const wrong = whole.filter(({ id, causes }) => {
      const claims = (isAnswer: boolean) => causes.some((key) => key.startsWith('answer:') === isAnswer);
      const is = (sets: readonly Set<string>[]) => sets.some((ids) => ids.has(id));
      return claims(true) !== is(byAnswer) || claims(false) !== is(byDay);
    });
    expect(wrong.map(({ id, causes }) => [id, causes])).toEqual([]);
    expect(whole.length).toBeGreaterThan(figures.length / 2);
  });

  it('says of an agent that is missing what went with it', () => {
    const { agents, figures, summary } = between('base', 'partial');
    expect(agents).toEqual([
      { subject: 'compliance', from: 'has a result', to: 'It did not answer in time.' },
    ]);
    const gone = figures.find(({ id }) => id === 'compliance.gdpr.requirements.passed');
    expect(gone).toMatchObject({ kind: 'removed', to: null, causes: ['agent-missing:compliance'] });
    expect(summary.unexplained).toBe(0);
  });

  it('names the decision of a person where that is all that differs', () => {
    const { differences, decisions, causes } = between('base', 'decided');
    expect(differences).toMatchObject([
      { kind: 'decision', subject: 'support-chat.hosting', to: 'self-host' },
    ]);
    expect(decisions.map(({ subject }) => subject)).toContain('Hosting');
    expect(causes.map(({ cause }) => cause.kind)).toEqual(['decision']);
  });

  it('matches workloads by id: one before another moves no answer of that', () => {
    const { answers, figures } = between('base', 'second');
    expect(answers?.map(({ kind, path }) => [kind, path])).toEqual([['added', '/workloads/search']]);
    const own = figures.filter(({ id, kind }) => kind === 'changed' && id.startsWith('answer.support-chat.'));
    expect(own).toEqual([]);
  });

  it('compares reports alone, without taking a single difference for all there is', () => {
    const alone = (name: string) => ({ ...(runs[name] as ComparedRun), facts: null });
    const { answers, figures, causes } = compareRuns(alone('base'), alone('doubled'));
    expect(answers).toBeNull();
    expect(causes[0]?.cause.subject).toBe('/workloads/0/traffic/requestsPerDay');
    expect(figures.some(({ foundBy }) => foundBy === 'none')).toBe(true);
    expect(figures.some(({ foundBy }) => foundBy === 'only-difference')).toBe(false);
  });
});
