import { AGENT_IDS, type AgentId, type AgentOutput } from '@app/agents';
import { canonicalJson } from '@app/kernel';
import { aDecision, aDraft, aFigure, anOutput } from '../../../test/support/agent-output.builder';
import { synthesise } from './synthesise';

const SOURCE = {
  title: 'Price list',
  url: 'https://example.org/prices',
  asOf: '2026-08',
  confidence: 'high',
} as const;

/** Three agents that overlap in everything that synthesis merges. */
function overlapping(): AgentOutput[] {
  return [
    anOutput({
      agent: 'cto',
      decisions: [aDecision({ option: 'api', basis: 'cost' }), aDecision({ key: 'w1.region', option: 'eu' })],
      recommendations: [aDraft({ key: 'b', severity: 'low' }), aDraft({ key: 'a', severity: 'high' })],
      questions: [question('q1', '/workloads/0/traffic', 'should')],
      figures: [aFigure({ id: 'x', value: 2 })],
    }),
    anOutput({
      agent: 'cloud-engineer',
      decisions: [aDecision({ option: 'self-host', basis: 'cost' })],
      recommendations: [aDraft({ key: 'b', severity: 'critical', workloadIds: ['w2'] })],
      assumptions: [assumption('assumption.w1.peak')],
      figures: [aFigure({ id: 'x', value: 2 }), aFigure({ id: 'y', value: 3 })],
    }),
    anOutput({
      agent: 'compliance',
      decisions: [aDecision({ option: 'self-host', basis: 'obligation' })],
      recommendations: [aDraft({ key: 'c', severity: 'high' })],
      assumptions: [assumption('assumption.w1.peak')],
      questions: [question('q2', '/workloads/0/traffic', 'must'), question('q3', '', 'could')],
      notEvaluated: [{ id: 'n1', subject: 'Egress', reason: 'No prices.' }],
    }),
  ];
}

function question(id: string, pointer: string, priority: 'must' | 'should' | 'could') {
  return { id, pointer, question: `Question ${id}?`, why: `Why ${id}.`, priority };
}

function assumption(id: string) {
  return {
    id,
    pointer: '/workloads/0/traffic/peakFactor',
    label: 'Peak',
    value: '3',
    why: 'Usual.',
    sources: [SOURCE],
  };
}

function permutations<T>(entries: readonly T[]): T[][] {
  if (entries.length < 2) return [[...entries]];
  return entries.flatMap((entry, index) =>
    permutations(entries.toSpliced(index, 1)).map((rest) => [entry, ...rest]),
  );
}

/** A small deterministic generator, so that a failure can be repeated. */
function shuffled<T>(entries: readonly T[], seed: number): T[] {
  let state = seed;
  return [...entries]
    .map((entry) => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      return { entry, at: state };
    })
    .sort((a, b) => a.at - b.at)
    .map(({ entry }) => entry);
}

describe('synthesise', () => {
  it('gives the same bytes for every order of the outputs', () => {
    const results = permutations(overlapping()).map((outputs) => JSON.stringify(synthesise(outputs)));
    expect(results).toHaveLength(6);
    expect(new Set(results).size).toBe(1);
  });

  it('gives the same bytes for 200 orders of eleven outputs that vote and recommend alike', () => {
    const outputs = AGENT_IDS.map((agent, index) =>
      anOutput({
        agent,
        decisions: [
          aDecision({ option: `o${index % 3}`, optionLabel: `As ${agent} says`, rationale: agent }),
        ],
        recommendations: [aDraft({ key: `k${index % 4}`, title: `By ${agent}`, rationale: agent })],
      }),
    );
    const expected = JSON.stringify(synthesise(outputs));
    for (let seed = 1; seed <= 200; seed++) {
      expect(JSON.stringify(synthesise(shuffled(outputs, seed)))).toBe(expected);
    }
  });

  it('does not change what it was given', () => {
    const outputs = overlapping();
    const before = canonicalJson(outputs);
    synthesise(outputs);
    expect(canonicalJson(outputs)).toBe(before);
  });

  it('keeps each figure once, ordered by id', () => {
    expect(synthesise(overlapping()).figures.map((entry) => entry.id)).toEqual(['x', 'y']);
  });

  it('refuses a figure that two agents give different values', () => {
    const outputs = [
      anOutput({ agent: 'cto', figures: [aFigure({ id: 'x', value: 2 })] }),
      anOutput({ agent: 'mlops', figures: [aFigure({ id: 'x', value: 3 })] }),
    ];
    expect(() => synthesise(outputs)).toThrow('figure x was given twice with different content');
  });

  it('refuses two outputs of one agent', () => {
    const outputs = [anOutput({ agent: 'cto' }), anOutput({ agent: 'cto' })];
    expect(() => synthesise(outputs)).toThrow('cto agent has two outputs');
  });

  it('names the agents that gave no output, in their order', () => {
    const present: AgentId[] = ['report', 'cto', 'compliance'];
    const { missingAgents } = synthesise(present.map((agent) => anOutput({ agent })));
    expect(missingAgents).toEqual(AGENT_IDS.filter((agent) => !present.includes(agent)));
    expect(synthesise([anOutput({ agent: 'cto' })], ['cto', 'mlops']).missingAgents).toEqual(['mlops']);
  });

  it('asks once for an answer that several agents want, with the highest priority and all reasons', () => {
    const { questions } = synthesise(overlapping());
    expect(questions.map(({ id, priority }) => [id, priority])).toEqual([
      ['q2', 'must'],
      ['q3', 'could'],
    ]);
    expect(questions[0]?.why).toBe('Why q2. Why q1.');
  });

  it('keeps apart what one agent asks about the same answer', () => {
    const outputs = [
      anOutput({
        agent: 'compliance',
        questions: [question('a', '/declarations', 'should'), question('b', '/declarations', 'should')],
      }),
      anOutput({ agent: 'chatbot', questions: [question('b', '/declarations', 'must')] }),
    ];
    expect(synthesise(outputs).questions.map(({ id, priority }) => [id, priority])).toEqual([
      ['b', 'must'],
      ['a', 'should'],
    ]);
  });

  it('lists an assumption that several agents share once, with its sources once', () => {
    const { assumptions } = synthesise(overlapping());
    expect(assumptions).toHaveLength(1);
    expect(assumptions[0]).toMatchObject({ why: 'Usual.', sources: [SOURCE] });
  });

  it('unites the reasons for what was not evaluated', () => {
    const entry = { id: 'egress', subject: 'Egress' };
    const outputs = [
      anOutput({ agent: 'mlops', notEvaluated: [{ ...entry, reason: 'No volumes.' }] }),
      anOutput({ agent: 'cto', notEvaluated: [{ ...entry, reason: 'No prices.' }] }),
    ];
    expect(synthesise(outputs).notEvaluated).toEqual([{ ...entry, reason: 'No prices. No volumes.' }]);
  });
});
