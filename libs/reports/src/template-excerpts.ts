import type { TemplateId } from './template-id';

/**
 * What a template shows of a section; the rest is in the full report. Ids are patterns `agent.kind`, where `kind` is
 * what an id ends with after the workload, and may end with `*`. A table may say how many rows are shown: `a.kind:12`.
 */
export interface Excerpt {
  /** Findings beside those of high severity, which are always shown. */
  readonly findings?: readonly string[];
  readonly tables?: readonly string[];
  /** Kinds of charts: `forecast`. */
  readonly charts?: readonly string[];
  /** How many recommendations stand with these details; further ones stand in a table. */
  readonly recommendations?: {
    readonly most: number;
    readonly details: readonly string[];
    readonly further: number;
  };
  /** Whether contested decisions stand with every vote. */
  readonly hasVotes?: true;
  /** Without what would only hold if another way than the plan's were taken (`if hosted`). */
  readonly isPlanOnly?: true;
  /** Nothing but whose words chapters have: the section tells of the full report. */
  readonly isWordingOnly?: true;
}

/** Rows of a table in an excerpt that says no other number. */
export const MOST_ROWS = 8;

const DECIDED: Excerpt = { tables: ['decisions.settled:9'] };
/** For readers who decide on the plan as it is. */
const DECIDED_BY_PLAN: Excerpt = { tables: ['decisions.settled:6'], isPlanOnly: true };

const basis = (rows: number, ...more: readonly string[]): Readonly<Record<string, Excerpt>> => ({
  'open-questions': { findings: ['chatbot.*'], tables: [`questions.open:${rows}`] },
  assumptions: { tables: [`assumptions.answers:${rows}`] },
  'not-evaluated': { tables: [`not-evaluated.list:${rows}`] },
  provenance: { tables: [...more, 'provenance.used'] },
  about: { isWordingOnly: true },
});

const advised = (most: number, further: number, ...details: readonly string[]): Excerpt => ({
  recommendations: { most, details, further },
});

const SUMMARY: Excerpt = { findings: ['cto.*'], tables: ['cto.month-today:14', 'cto.risks:5'] };
const OBLIGATIONS: Excerpt = {
  findings: ['compliance.*'],
  tables: ['compliance.roadmap'],
  charts: ['coverage'],
};
const CHOICES: readonly string[] = [
  'ai-consultant.model',
  'ai-consultant.recommended-option',
  'ai-consultant.plan-beside-search',
  'ai-consultant.runner-up',
  'ai-consultant.committed',
  'ai-consultant.unproven',
];
const WHAT_IF: readonly string[] = [
  'simulation.doubled',
  'simulation.owned',
  'simulation.provider-outage',
  'simulation.api-outage',
];
const CAPACITY: readonly string[] = [
  'infrastructure.memory-fit',
  'infrastructure.capacity',
  'infrastructure.redundancy',
  'infrastructure.scaling',
  'infrastructure.recovery',
  'infrastructure.owned*',
];

/** By template and section; a section that is not named is shown as a whole. */
export const EXCERPTS: Readonly<Record<Exclude<TemplateId, 'full'>, Readonly<Record<string, Excerpt>>>> = {
  executive: {
    'executive-summary': SUMMARY,
    decisions: DECIDED_BY_PLAN,
    recommendations: advised(3, 5, 'Cost', 'Effort'),
    cost: {
      findings: ['ai-consultant.budget', 'cloud-engineer.budget'],
      tables: ['cto.cost-by-month:4'],
      charts: ['forecast'],
      isPlanOnly: true,
    },
    compliance: { ...OBLIGATIONS, tables: [] },
    scenarios: {
      findings: WHAT_IF,
      isPlanOnly: true,
    },
    carbon: { findings: ['cloud-engineer.carbon*'] },
    ...basis(3),
  },
  technical: {
    compliance: {
      findings: ['compliance.*'],
      tables: ['compliance.gaps:12', 'compliance.roadmap'],
      charts: ['coverage'],
    },
    about: { isWordingOnly: true },
  },
  cto: {
    'executive-summary': SUMMARY,
    decisions: { ...DECIDED, hasVotes: true },
    recommendations: advised(3, 6, 'Cost', 'Needs first', 'Effort'),
    models: { findings: CHOICES, tables: ['ai-consultant.build-or-buy:4'], charts: ['front'] },
    sizing: { findings: ['infrastructure.capacity', 'infrastructure.recovery', 'infrastructure.owned*'] },
    cost: { tables: ['cto.cost-by-month:4'], charts: ['forecast'] },
    carbon: { findings: ['cloud-engineer.carbon*'] },
    compliance: { ...OBLIGATIONS, tables: [] },
    scenarios: {
      findings: WHAT_IF,
    },
    ...basis(3),
  },
  cfo: {
    cost: {
      findings: [
        'ai-consultant.api-price',
        'ai-consultant.break-even-cost',
        'ai-consultant.budget',
        'ai-consultant.committed',
        'cloud-engineer.budget',
        'cloud-engineer.platform',
      ],
      tables: ['cto.cost-by-month:4', 'cto.forecast-drivers', 'ai-consultant.api-prices:4'],
      charts: ['forecast', 'break-even'],
    },
    'executive-summary': SUMMARY,
    decisions: DECIDED_BY_PLAN,
    recommendations: advised(3, 6, 'Cost', 'Effort'),
    scenarios: {
      findings: ['simulation.doubled', 'simulation.owned', 'simulation.budget-cut'],
      tables: ['simulation.load-scenarios'],
    },
    carbon: { findings: ['cloud-engineer.carbon*'] },
    evidence: { findings: ['web-research.*'], tables: ['web-research.staleness:6'] },
    ...basis(3, 'provenance.stale:3'),
  },
  ciso: {
    compliance: {
      findings: ['compliance.*'],
      tables: ['compliance.gaps:10', 'compliance.roadmap', 'compliance.transfers:6'],
      charts: ['coverage'],
    },
    decisions: { ...DECIDED_BY_PLAN, hasVotes: true },
    recommendations: advised(4, 6, 'Compliance', 'Steps', 'Needs first', 'Effort'),
    'executive-summary': { findings: ['cto.risks'], tables: ['cto.risks'] },
    ...basis(3),
  },
  engineering: {
    sizing: {
      findings: [
        ...CAPACITY,
        'infrastructure.index',
        'infrastructure.ingest',
        'infrastructure.checkpoints',
        'infrastructure.storage',
        'infrastructure.network',
      ],
      tables: ['infrastructure.settings', 'infrastructure.sharding'],
    },
    models: { findings: CHOICES, charts: ['front'] },
    mlops: { findings: ['mlops.*'], tables: ['mlops.practices:14'] },
    scenarios: { findings: ['simulation.baseline', 'simulation.api-limits', 'simulation.api-outage'] },
    decisions: DECIDED,
    recommendations: advised(3, 6, 'Steps', 'Needs first', 'Effort'),
    evidence: { findings: ['research.*'], tables: ['research.input-check:4'] },
    ...basis(3),
  },
  operations: {
    mlops: {
      findings: ['mlops.*'],
      tables: ['mlops.operating-model:3', 'mlops.practices:14', 'mlops.risks'],
    },
    scenarios: {
      findings: [
        'simulation.baseline',
        'simulation.launch-spike',
        'simulation.zone-loss',
        'simulation.provider-outage',
        'simulation.api-outage',
        'simulation.api-limits',
        'simulation.owned',
      ],
      charts: ['latency'],
    },
    sizing: { findings: [...CAPACITY, 'infrastructure.network'], tables: ['infrastructure.tiers'] },
    carbon: { findings: ['cloud-engineer.carbon*'] },
    decisions: DECIDED,
    recommendations: advised(3, 6, 'Steps', 'Needs first', 'Effort'),
    ...basis(3),
  },
};
