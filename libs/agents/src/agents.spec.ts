import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AssessmentInput, checkInput } from '@app/assessments';
import { loadCatalog } from '@app/catalog';
import { canonicalJson, citedIds, readPointer } from '@app/kernel';
import { parse } from 'yaml';
import { AGENT_IDS } from './agent-id';
import type { AgentOutput } from './agent-output';
import { AGENTS } from './agents';
import { createWorkbench } from './create-workbench';

const EXAMPLES = join(__dirname, '../../../examples');
const AS_OF = '2026-11-20';

/** All that a person has to say. */
const MINIMAL: AssessmentInput = {
  name: 'Least that can be said',
  workloads: [{ kind: 'llm-serving', traffic: { requestsPerDay: 5000 } }],
};

const INPUTS: ReadonlyArray<readonly [string, AssessmentInput]> = [
  ...readdirSync(EXAMPLES)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => [file, parse(readFileSync(join(EXAMPLES, file), 'utf8')) as AssessmentInput] as const),
  ['nothing but a name and a workload', MINIMAL],
];

function analyse(input: AssessmentInput): Promise<AgentOutput[]> {
  const bench = createWorkbench({ input, catalog: loadCatalog(), asOf: AS_OF, seed: 7 });
  const { signal } = new AbortController();
  return Promise.all(AGENTS.map(async (agent) => agent.analyse(bench, signal)));
}

/** Every text that a person reads, with its place. Table headings and ids are no statements. */
function statements(output: AgentOutput): Array<readonly [string, string]> {
  return [
    ['summary', output.summary],
    ...output.findings.flatMap((entry) => [
      [entry.id, entry.title] as const,
      [entry.id, entry.statement] as const,
    ]),
    ...output.decisions.map((entry) => [entry.key, entry.rationale] as const),
    ...output.recommendations.flatMap((entry) =>
      [
        entry.title,
        entry.rationale,
        entry.cost.note,
        entry.compliance.note,
        ...entry.implementation.steps,
        ...entry.implementation.prerequisites,
      ].map((text) => [entry.key, text] as const),
    ),
    ...output.tables.flatMap((table) => table.rows.flat().map((cell) => [table.id, cell] as const)),
    ...output.assumptions.flatMap((entry) => [
      [entry.id, entry.value] as const,
      [entry.id, entry.why] as const,
    ]),
    ...output.questions.map((entry) => [entry.id, entry.why] as const),
    ...output.notEvaluated.map((entry) => [entry.id, entry.reason] as const),
  ];
}

/** Names in which digits are no quantities: models, hardware, instances, regions, frameworks and their references. */
function namesOf(input: AssessmentInput): string[] {
  const catalog = loadCatalog();
  const names = [
    ...catalog.models.flatMap((row) => [row.name, row.id, row.license]),
    ...catalog.accelerators.flatMap((row) => [row.name, row.id]),
    ...catalog.apiPrices.flatMap((row) => [row.model, row.id, row.provider]),
    ...catalog.instances.flatMap((row) => [row.instanceType, row.region]),
    ...catalog.frameworks.flatMap((row) => [
      row.name,
      row.version,
      ...row.requirements.flatMap((duty) => [duty.ref, duty.title, duty.evidence]),
    ]),
    ...Object.values(catalog.triggerDefinitions),
    ...input.workloads.flatMap((workload) => workload.name ?? []),
  ];
  return [...new Set(names)].sort((a, b) => b.length - a.length);
}

/** What is left of a text when citations, names, addresses and dates are taken out. */
function bareText(text: string, names: readonly string[]): string {
  const withoutFixed = text
    .replace(/\[\[[^\]]+\]\]/g, '')
    .replace(/https?:\/\/\S+/g, '')
    .replace(/\b\d{4}-\d{2}(-\d{2})?\b/g, '');
  return names.reduce((rest, name) => rest.replaceAll(name, ''), withoutFixed);
}

/** A number that stands alone: not part of a word such as `bf16`, `float32` or `w1`. */
const FREE_NUMBER = /(?<![\w.-])\d+(?:[.,]\d+)*(?![\w-])/;

describe.each(INPUTS)('the agents on %s', (_name, input) => {
  let outputs: readonly AgentOutput[];
  beforeAll(async () => {
    outputs = await analyse(input);
  });

  it('find no contradiction in it', () => {
    expect(checkInput(input)).toEqual([]);
  });

  it('all answer, each under its own id', () => {
    expect(outputs.map((output) => output.agent)).toEqual([...AGENT_IDS]);
    for (const output of outputs) expect(output.summary).not.toBe('');
  });

  it('cite only figures that their output holds', () => {
    for (const output of outputs) {
      const held = new Set(output.figures.map((entry) => entry.id));
      const costs = output.recommendations.flatMap((entry) => entry.cost.figureIds);
      const cited = [...citedIds(canonicalJson({ ...output, figures: [] })), ...costs];
      expect(cited.filter((id) => !held.has(id))).toEqual([]);
    }
  });

  it('lead every figure back to figures, answers or sources', () => {
    for (const output of outputs) {
      const held = new Set(output.figures.map((entry) => entry.id));
      const dangling = output.figures.flatMap((entry) =>
        entry.inputs.filter((id) =>
          id.startsWith('input:')
            ? readPointer(input, id.slice('input:'.length)) === undefined
            : !held.has(id),
        ),
      );
      expect(dangling).toEqual([]);
    }
  });

  it('give every sourced figure its source and every computed one its formula and inputs', () => {
    // What the catalog and the rules of this product count needs no other figure.
    const constant = /^(count |constant|365 x 24)/;
    for (const { figures } of outputs) {
      const unsourced = figures.filter(
        (entry) =>
          entry.method === 'sourced' &&
          entry.sources.length === 0 &&
          !entry.inputs.some((id) => id.startsWith('input:')),
      );
      expect(unsourced.map((entry) => entry.id)).toEqual([]);
      const loose = figures.filter(
        (entry) =>
          entry.method === 'computed' &&
          (entry.formula === null ||
            (entry.inputs.length === 0 && entry.sources.length === 0 && !constant.test(entry.formula))),
      );
      expect(loose.map((entry) => `${entry.id}: ${entry.formula}`)).toEqual([]);
    }
  });

  it('say every quantity through a figure', () => {
    const names = namesOf(input);
    for (const output of outputs) {
      const free = statements(output).filter(([, text]) => FREE_NUMBER.test(bareText(text, names)));
      expect(free).toEqual([]);
    }
  });

  it('give each finding, table, question and recommendation an id of its own', () => {
    for (const output of outputs) {
      const ids = [
        output.findings.map((entry) => entry.id),
        output.tables.map((entry) => entry.id),
        output.questions.map((entry) => entry.id),
        output.recommendations.map((entry) => entry.key),
        output.notEvaluated.map((entry) => entry.id),
        output.decisions.map((entry) => entry.key),
      ];
      for (const list of ids) expect(new Set(list).size).toBe(list.length);
    }
  });

  it('say the same again for the same input, in any order of asking', async () => {
    const bench = createWorkbench({ input, catalog: loadCatalog(), asOf: AS_OF, seed: 7 });
    const { signal } = new AbortController();
    const again: AgentOutput[] = [];
    for (const agent of [...AGENTS].reverse()) again.unshift(await agent.analyse(bench, signal));
    expect(canonicalJson(again)).toBe(canonicalJson(outputs));
  });

  it('agree on what a figure is', () => {
    const known = new Map<string, string>();
    for (const entry of outputs.flatMap((output) => output.figures)) {
      const content = canonicalJson(entry);
      expect(known.get(entry.id) ?? content).toBe(content);
      known.set(entry.id, content);
    }
  });
});

describe('the agents', () => {
  it('list assumptions and questions where hardly anything was said', async () => {
    const outputs = await analyse(MINIMAL);
    const chatbot = outputs.find((output) => output.agent === 'chatbot');
    expect(chatbot?.assumptions.map((entry) => entry.id)).toContain('assumption.w1.peakFactor');
    expect(chatbot?.questions.length).toBeGreaterThan(5);
    const consultant = outputs.find((output) => output.agent === 'ai-consultant');
    expect(consultant?.assumptions.map((entry) => entry.id)).toContain('assumption.w1.model');
  });

  it('stop when they are told to', async () => {
    const bench = createWorkbench({ input: MINIMAL, catalog: loadCatalog(), asOf: AS_OF, seed: 7 });
    const signal = AbortSignal.abort(new DOMException('paused', 'AbortError'));
    for (const agent of AGENTS) {
      await expect((async () => agent.analyse(bench, signal))()).rejects.toThrow('paused');
    }
  });

  it('can disagree: at least one example has a contested choice', async () => {
    const contested = new Set<string>();
    for (const [name, input] of INPUTS) {
      const options = new Map<string, string>();
      for (const vote of (await analyse(input)).flatMap((output) => output.decisions)) {
        const before = options.get(vote.key);
        if (before !== undefined && before !== vote.option) contested.add(`${name} ${vote.key}`);
        options.set(vote.key, vote.option);
      }
    }
    expect(contested.size).toBeGreaterThan(0);
  });
});
