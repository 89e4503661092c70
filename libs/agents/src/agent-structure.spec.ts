import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AssessmentInput } from '@app/assessments';
import { loadCatalog } from '@app/catalog';
import { citedIds, type Figure, figure } from '@app/kernel';
import { parse } from 'yaml';
import { type AgentOutput, OUTPUT_PARTS } from './agent-output';
import { AGENTS } from './agents';
import { createWorkbench } from './create-workbench';

const EXAMPLES = join(__dirname, '../../../examples');
const INPUTS = readdirSync(EXAMPLES)
  .filter((file) => file.endsWith('.yaml'))
  .sort()
  .map((file) => [file, parse(readFileSync(join(EXAMPLES, file), 'utf8')) as AssessmentInput] as const);

function analyse(input: AssessmentInput): Promise<AgentOutput[]> {
  const bench = createWorkbench({ input, catalog: loadCatalog(), asOf: '2026-11-20', seed: 7 });
  const { signal } = new AbortController();
  return Promise.all(AGENTS.map(async (agent) => agent.analyse(bench, signal)));
}

const idsOf = (list: ReadonlyArray<{ readonly id: string }>): string[] => list.map(({ id }) => id);
const sentence = /\S.*[.!?’”)\]]$/s;

/** What a figure is of: label, unit, and its place in a plan without the engine that gave it and without its own name. */
function meaningOf({ id, label, unit }: Figure): string {
  return [label, unit, id.split('.').slice(1, -1).join('.')].join(' | ');
}

/** Figures of one meaning with different values. */
function tornFigures(figures: readonly Figure[]): string[] {
  const byMeaning = new Map<string, Figure>();
  return figures.flatMap((entry) => {
    const known = byMeaning.get(meaningOf(entry)) ?? entry;
    byMeaning.set(meaningOf(entry), known);
    return known.value === entry.value ? [] : [`${known.id}=${known.value} ${entry.id}=${entry.value}`];
  });
}

describe.each(INPUTS)('the work of the eleven agents on %s', (_name, input) => {
  let outputs: readonly AgentOutput[];
  beforeAll(async () => {
    outputs = await analyse(input);
  });

  it('has every part, or a reason why a part is empty', () => {
    expect(outputs).toHaveLength(11);
    const unexplained = outputs.flatMap(({ agent, silent = [], ...output }) =>
      OUTPUT_PARTS.filter((part) => (output[part] ?? []).length === 0).flatMap((part) =>
        silent.some((one) => one.part === part && one.reason.length > 20) ? [] : [`${agent}.${part}`],
      ),
    );
    expect(unexplained).toEqual([]);
  });

  it('gives no reason for a part that is not empty', () => {
    const idle = outputs.flatMap(({ agent, silent = [], ...output }) =>
      silent.filter(({ part }) => (output[part] ?? []).length > 0).map(({ part }) => `${agent}.${part}`),
    );
    expect(idle).toEqual([]);
  });

  it('speaks up where the plan has something to say on', () => {
    const said = (agent: string) => outputs.find((output) => output.agent === agent);
    for (const agent of ['cto', 'research', 'mlops', 'compliance', 'ai-consultant']) {
      expect([agent, said(agent)?.findings.length]).not.toEqual([agent, 0]);
    }
    expect(said('ai-consultant')?.decisions).not.toEqual([]);
    for (const agent of ['cto', 'mlops', 'compliance', 'ai-consultant']) {
      expect([agent, said(agent)?.risks?.length]).not.toEqual([agent, 0]);
    }
  });

  it('finds with severity and evidence: a cited figure, or a statement of more than its title', () => {
    for (const { findings } of outputs) {
      expect(new Set(idsOf(findings)).size).toBe(findings.length);
      for (const finding of findings) {
        expect(['info', 'low', 'medium', 'high', 'critical']).toContain(finding.severity);
        const cited = citedIds(`${finding.title} ${finding.statement}`);
        const isTold = cited.length > 0 || finding.statement.length > 20;
        expect([finding.id, isTold]).toEqual([finding.id, true]);
      }
    }
  });

  it('decides on a ground, in words', () => {
    for (const { decisions } of outputs) {
      for (const { key, option, optionLabel, rationale } of decisions) {
        for (const words of [key, option, optionLabel]) expect(words).not.toBe('');
        expect(rationale).toMatch(sentence);
      }
    }
  });

  it('recommends with effort, steps, and what it costs, saves or serves', () => {
    for (const { recommendations, agent } of outputs) {
      for (const { key, implementation, cost, compliance, rationale } of recommendations) {
        expect(['days', 'weeks', 'months']).toContain(implementation.effort);
        expect([key, implementation.steps.length]).not.toEqual([key, 0]);
        const impact = [...cost.figureIds, cost.note, ...compliance.requirements, compliance.note].join('');
        expect([agent, key, impact]).not.toEqual([agent, key, '']);
        expect(rationale).toMatch(sentence);
      }
    }
  });

  it('names risks with weight, statement and answer, each under an id of its own', () => {
    const all = outputs.flatMap(({ risks = [], agent }) => risks.map((risk) => ({ ...risk, agent })));
    expect(new Set(idsOf(all)).size).toBe(all.length);
    for (const { id, agent, title, statement, answer } of all) {
      expect(id.startsWith(`${agent}.risk.`)).toBe(true);
      for (const words of [title, statement, answer]) expect(words).not.toBe('');
      expect(statement).toMatch(sentence);
      expect(answer).toMatch(sentence);
    }
  });

  it('asks with a reason, where the answer goes, and how much it matters', () => {
    for (const { questions } of outputs) {
      for (const { pointer, question, why, priority } of questions) {
        // Questions that no single field answers point at the whole input.
        expect(pointer).toMatch(/^(\/|$)/);
        expect(question).toContain('?');
        expect(why).not.toBe('');
        expect(['must', 'should', 'could']).toContain(priority);
      }
    }
  });

  it('never gives one figure two values', () => {
    const values = new Map<string, number | null>();
    for (const { id, value } of outputs.flatMap((output) => output.figures)) {
      expect([id, values.has(id) ? values.get(id) : value]).toEqual([id, value]);
      values.set(id, value);
    }
  });

  it('never gives what means the same two values', () => {
    expect(tornFigures(outputs.flatMap((output) => output.figures))).toEqual([]);
  });
});

describe('the search for figures that contradict each other', () => {
  const cost = (id: string, value: number): Figure =>
    figure({ id, label: 'Cost a month', value, unit: 'USD/month', method: 'computed', formula: 'x' });

  it('finds two values of one meaning under different ids, and none where the subject is another', () => {
    const figures = [
      cost('pricing.w1.h100.month', 10),
      cost('cto.w1.h100.cost', 11),
      cost('cto.w2.h100.cost', 12),
    ];
    expect(tornFigures(figures)).toEqual(['pricing.w1.h100.month=10 cto.w1.h100.cost=11']);
  });
});
