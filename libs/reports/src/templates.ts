import type { Phrase } from './language/phrases';
import type { TemplateId } from './template-id';

/** A top-level section of a template: sections of the report's tree, one after the other. */
export interface TemplateSection {
  readonly title: Phrase;
  /** Ids of sections of the tree. */
  readonly parts: readonly string[];
}

/** The first paragraph of a section of the tree, then the titles of findings, as in an excerpt. */
export interface TemplateLead {
  readonly section: string;
  readonly findings: readonly string[];
}

export interface ReportTemplate {
  readonly id: TemplateId;
  readonly name: Phrase;
  /** Whom it is for and what it answers. */
  readonly purpose: Phrase;
  readonly sections: readonly TemplateSection[];
  /** What its reader is told first, where that is not the verdict on the plan. */
  readonly lead?: TemplateLead;
  /** Sections that no part names go to the last section of this template: it leaves nothing out. */
  readonly hasEverything?: true;
}

const SUMMARY: TemplateSection = { title: 'Executive summary', parts: ['executive-summary'] };
const ADVICE: TemplateSection = {
  title: 'Decisions and recommendations',
  parts: ['decisions', 'recommendations'],
};
const COST: TemplateSection = { title: 'Cost', parts: ['cost'] };
const COMPLIANCE: TemplateSection = { title: 'Compliance', parts: ['compliance'] };
const CARBON: TemplateSection = { title: 'Carbon', parts: ['carbon'] };
const MODELS: TemplateSection = { title: 'Use cases and model choice', parts: ['models'] };
const SIZING: TemplateSection = { title: 'Sizing and infrastructure', parts: ['sizing'] };
const RUNNING: TemplateSection = { title: 'Operation and scenarios', parts: ['mlops', 'scenarios'] };
const EVIDENCE: TemplateSection = { title: 'Evidence and market data', parts: ['evidence'] };
const BASIS: TemplateSection = {
  title: 'What this report rests on',
  parts: ['open-questions', 'assumptions', 'not-evaluated', 'missing-agents', 'provenance', 'about'],
};
const BASIS_AND_RUN: TemplateSection = { ...BASIS, parts: [...BASIS.parts, 'run-timeline'] };

/** Every template; the order of its sections is the order in which its reader asks. */
export const REPORT_TEMPLATES: Readonly<Record<TemplateId, ReportTemplate>> = {
  executive: {
    id: 'executive',
    name: 'Executive report',
    purpose: 'For the board: what was decided, what it costs, what may go wrong.',
    sections: [
      SUMMARY,
      ADVICE,
      COST,
      COMPLIANCE,
      { title: 'Scenarios and carbon', parts: ['scenarios', 'carbon'] },
      BASIS,
    ],
  },
  technical: {
    id: 'technical',
    name: 'Technical report',
    purpose: 'For those who build and run it: models, sizing, operation, and what each choice rests on.',
    sections: [
      { title: 'Summary and decisions', parts: ['executive-summary', 'decisions'] },
      { title: 'Recommendations', parts: ['recommendations'] },
      MODELS,
      SIZING,
      RUNNING,
      { title: 'Limits: compliance, cost and carbon', parts: ['compliance', 'cost', 'carbon'] },
      { title: 'Evidence and basis', parts: ['evidence', ...BASIS_AND_RUN.parts] },
    ],
  },
  full: {
    id: 'full',
    name: 'Full report',
    purpose: 'Everything that the analysis found.',
    hasEverything: true,
    sections: [SUMMARY, ADVICE, MODELS, SIZING, COST, COMPLIANCE, CARBON, RUNNING, EVIDENCE, BASIS_AND_RUN],
  },
  cto: {
    id: 'cto',
    name: 'Summary for the CTO',
    purpose: 'Strategy: what to build on, what it costs and what it obliges to.',
    sections: [
      SUMMARY,
      ADVICE,
      { title: 'Models and infrastructure', parts: ['models', 'sizing'] },
      { title: 'Cost and carbon', parts: ['cost', 'carbon'] },
      { title: 'Compliance and scenarios', parts: ['compliance', 'scenarios'] },
      BASIS,
    ],
  },
  cfo: {
    id: 'cfo',
    name: 'Summary for the CFO',
    purpose: 'Money: what it costs, what moves that, and what to save first.',
    sections: [
      COST,
      { title: 'Summary and decisions', parts: ['executive-summary', 'decisions'] },
      { title: 'Recommendations', parts: ['recommendations'] },
      { title: 'Scenarios and carbon', parts: ['scenarios', 'carbon'] },
      EVIDENCE,
      BASIS,
    ],
  },
  ciso: {
    id: 'ciso',
    name: 'Summary for the CISO',
    purpose: 'Obligations: which apply, what is missing, what to do about it.',
    lead: { section: 'compliance', findings: ['compliance.*'] },
    sections: [COMPLIANCE, ADVICE, SUMMARY, BASIS],
  },
  engineering: {
    id: 'engineering',
    name: 'Summary for engineering',
    purpose: 'What to build: models, sizes, pipeline, and the evidence for each.',
    lead: {
      section: 'models',
      findings: ['infrastructure.capacity', 'infrastructure.owned*', 'infrastructure.scaling'],
    },
    sections: [SIZING, MODELS, RUNNING, ADVICE, EVIDENCE, BASIS],
  },
  operations: {
    id: 'operations',
    name: 'Summary for operations',
    purpose: 'What to run: capacity, failures, scaling, energy.',
    lead: {
      section: 'mlops',
      findings: [
        'simulation.owned',
        'simulation.launch-spike',
        'simulation.baseline',
        'simulation.provider-outage',
        'simulation.api-outage',
      ],
    },
    sections: [RUNNING, SIZING, CARBON, ADVICE, BASIS],
  },
};
