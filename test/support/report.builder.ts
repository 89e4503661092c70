import { AGENT_IDS, type AgentId, type AgentOutput } from '@app/agents';
import type { AssessmentInput } from '@app/assessments';
import { cite } from '@app/kernel';
import type { ReportFacts } from '@app/reports';
import { synthesise } from '@app/synthesis';
import { aDecision, aDraft, aFigure, aFinding, anOutput } from './agent-output.builder';

const PRICE_LIST = {
  title: 'On-demand price list',
  url: 'https://example.org/prices?region=eu-west-1',
  asOf: '2026-08-21',
  confidence: 'high',
} as const;

const INPUT: AssessmentInput = {
  name: 'Support assistant',
  organisation: { industry: 'Insurance', regions: ['EU'] },
  workloads: [
    {
      id: 'chat',
      name: 'Customer chat',
      kind: 'rag',
      traffic: { requestsPerDay: 120_000, inputTokens: { p50: 2_400 } },
    },
  ],
};

export const WEIGHTS = aFigure({
  id: 'sizing.chat.weights',
  label: 'Memory of the weights',
  value: 141_107_412_992,
  unit: 'B',
  formula: 'parameters × bytes per parameter',
  sources: [{ ...PRICE_LIST, title: 'Model card' }],
});
export const REPLICAS = aFigure({
  id: 'sizing.chat.replicas',
  label: 'Replicas for the peak',
  value: 4,
  low: 3,
  high: 6,
  unit: 'replicas',
  formula: 'ceil(peak rate / rate of one replica)',
  inputs: ['sizing.chat.weights', 'assumption.chat.peakFactor', 'input:/workloads/0/traffic/requestsPerDay'],
});
export const PEAK = aFigure({
  id: 'assumption.chat.peakFactor',
  label: 'Peak factor',
  value: 3,
  low: 2,
  high: 5,
  method: 'assumed',
});
export const COST = aFigure({
  id: 'pricing.chat.self-host',
  label: 'Self-hosting, on demand',
  value: 18_432.5,
  unit: 'USD/month',
  formula: 'replicas × instance price × hours a month',
  inputs: ['sizing.chat.replicas'],
  sources: [PRICE_LIST],
});
export const EGRESS = aFigure({
  id: 'pricing.chat.egress',
  label: 'Egress',
  value: null,
  unknown: 'no volume was given',
  unit: 'USD/month',
});

function chief(): AgentOutput {
  return anOutput({
    agent: 'cto',
    summary: `Host the model yourself: ${cite(REPLICAS)} keep the promise at ${cite(COST)}.`,
    findings: [aFinding({ id: 'cto.case', severity: 'high', statement: `It costs ${cite(COST)}.` })],
    decisions: [aDecision({ key: 'chat.hosting', option: 'api', basis: 'preference' })],
    recommendations: [
      aDraft({
        key: 'host',
        title: `Rent ${cite(REPLICAS)}`,
        severity: 'critical',
        cost: { figureIds: [COST.id, EGRESS.id], note: 'Without staff.' },
        compliance: { requirements: ['gdpr:32'], note: '' },
        implementation: { effort: 'weeks', steps: ['Reserve', 'Deploy'], prerequisites: ['A quota'] },
        workloadIds: ['chat'],
      }),
    ],
    figures: [WEIGHTS, REPLICAS, PEAK, COST, EGRESS],
  });
}

function infrastructure(): AgentOutput {
  return anOutput({
    agent: 'infrastructure',
    summary: `Weights need ${cite(WEIGHTS)}.`,
    findings: [aFinding({ id: 'infrastructure.chat.memory-fit' })],
    tables: [
      {
        id: 'infrastructure.chat.options',
        title: 'Options',
        columns: ['Option', 'Cost'],
        rows: [
          ['Own', cite(COST)],
          ['Egress', cite(EGRESS)],
        ],
      },
      { id: 'infrastructure.chat.price-list', title: 'Prices', columns: ['Item', 'Price'], rows: [] },
    ],
    decisions: [aDecision({ key: 'chat.hosting', option: 'self-host', basis: 'cost' })],
    assumptions: [
      {
        id: PEAK.id,
        pointer: '/workloads/0/traffic/peakFactor',
        label: 'Peak factor of the chat',
        value: cite(PEAK),
        why: 'Usual for daytime use.',
        sources: [PRICE_LIST],
      },
    ],
    questions: [
      {
        id: 'q.peak',
        pointer: '/workloads/0/traffic/peakFactor',
        question: 'How high is the peak over the mean?',
        why: `It decides ${cite(REPLICAS)}.`,
        priority: 'must',
      },
    ],
    notEvaluated: [{ id: 'egress', subject: 'Egress', reason: 'No volume was given.' }],
    figures: [WEIGHTS, REPLICAS, PEAK, COST, EGRESS],
  });
}

/** The facts of a run in which all agents were heard; `given` replaces parts, `missing` takes agents out. */
export function aReportFacts(
  given: Partial<Omit<ReportFacts, 'synthesis' | 'recommendations'>> & { missing?: readonly AgentId[] } = {},
): ReportFacts {
  const missing = given.missing ?? [];
  const told = given.outputs ?? [chief(), infrastructure()];
  const silent = AGENT_IDS.filter((agent) => !told.some((output) => output.agent === agent));
  const all = [...told, ...silent.map((agent) => anOutput({ agent }))].filter(
    (output) => !missing.includes(output.agent),
  );
  const synthesis = synthesise(all);
  const startedAt = new Date('2026-09-01T10:00:00.000Z');
  return {
    run: given.run ?? {
      id: '01K4ABCDEFGHJKMNPQRSTVWXYZ',
      state: missing.length > 0 ? 'partial' : 'completed',
      startedAt,
      endedAt: new Date('2026-09-01T10:00:02.000Z'),
      asOf: '2026-09-01',
      agents: all.map((output, index) => ({
        agent: output.agent,
        startedAt: new Date(startedAt.getTime() + 100),
        endedAt: new Date(startedAt.getTime() + 600 + 100 * index),
        attempts: 1,
      })),
      missing: missing.map((agent) => ({ agent, reason: `The ${agent} agent ran out of time.` })),
    },
    input: given.input ?? INPUT,
    outputs: all,
    synthesis,
    recommendations: synthesis.recommendations,
    versions: given.versions ?? { product: '0.1.0', catalog: '2026-08-21' },
  };
}
