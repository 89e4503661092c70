import type { Workbench } from '../workbench';

/** What a section can show of an assessment, and whether that is all it is meant for. */
export interface Showing {
  readonly full: boolean;
  readonly text: string;
}

/** Readers of the report, as its sections name them. */
export const READERS = ['CTO', 'CFO', 'CISO', 'engineering', 'operations'] as const;
export type Reader = (typeof READERS)[number];

/** A section of the report to come. */
export interface OutlineSection {
  /** The id under which every format has it. */
  readonly id: string;
  readonly title: string;
  readonly audiences: readonly Reader[];
  shows(bench: Workbench): Showing;
  /** What fills it where it is thin. */
  readonly mend?: string;
}

const EVERYONE = READERS;

type Shows = (bench: Workbench) => Showing;

function section(
  [id, title]: readonly [id: string, title: string],
  audiences: readonly Reader[],
  shows: Shows,
  mend?: string,
): OutlineSection {
  return { id, title, audiences, shows, ...(mend === undefined ? {} : { mend }) };
}

function always(text: string): Shows {
  return () => ({ full: true, text });
}

function when(condition: boolean, full: string, thin: string): Showing {
  return { full: condition, text: condition ? full : thin };
}

/** Sections that hardware alone fills: whoever may use APIs only has not left them out, but ruled them out. */
export const HARDWARE_SECTIONS: ReadonlySet<string> = new Set(['sizing', 'carbon', 'scenarios']);

/** The sections in their order, each judged by what the engines could compute. */
export const OUTLINE: readonly OutlineSection[] = [
  section(
    ['executive-summary', 'Executive summary'],
    EVERYONE,
    always('verdict, cost over three years and risks'),
  ),
  section(['decisions', 'Decisions and conflicts'], EVERYONE, always('every choice with the votes on it')),
  section(['recommendations', 'Recommendations'], EVERYONE, always('ranked, with cost, compliance and plan')),
  section(
    ['models', 'Use cases and model choice'],
    ['CTO', 'engineering'],
    (bench) =>
      when(
        bench.workloads.some((workload) => workload.model().row !== null || workload.model().apis.length > 0),
        'the model of each workload, its context and its price',
        'no model is named or meant',
      ),
    'Name a model, an API, or the class of model that is meant.',
  ),
  section(
    ['sizing', 'Sizing and infrastructure'],
    ['CTO', 'engineering', 'operations'],
    (bench) =>
      when(
        bench.workloads.some((workload) => workload.sized().options.feasible.length > 0),
        'accelerators, replicas and latency of each workload, with every alternative',
        'no workload is placed on hardware',
      ),
    'Name an open-weight model and the traffic it has to carry, or allow own hosting.',
  ),
  section(
    ['cost', 'Cost'],
    ['CTO', 'CFO'],
    (bench) =>
      when(
        bench.workloads.some((workload) => workload.cheapest() !== null || workload.apis().apis.length > 0),
        'instances, APIs, break-even and the cost over three years',
        'no price is known within the limits',
      ),
    'Widen the limits on providers and regions, or enter prices of your own.',
  ),
  section(
    ['compliance', 'Compliance'],
    ['CTO', 'CISO'],
    (bench) =>
      when(
        (bench.input.controls?.length ?? 0) > 0,
        'applicable requirements with the grade of their evidence, gaps and roadmap',
        'applicable requirements only: no controls were described, so none can be graded',
      ),
    'Describe the controls that are in place, each with a dated record.',
  ),
  section(
    ['carbon', 'Carbon'],
    ['CTO', 'CFO', 'operations'],
    (bench) =>
      when(
        bench.workloads.some((workload) => workload.cheapest() !== null),
        'energy and emissions by region',
        'nothing: no hardware is placed in a region',
      ),
    'Allow a region in which hardware can be rented, or name where the owned hardware stands.',
  ),
  section(
    ['mlops', 'MLOps'],
    ['engineering', 'operations'],
    (bench) =>
      when(
        bench.input.team?.practices !== undefined,
        'practices needed and in place',
        'practices needed only: none were answered',
      ),
    'Say which practices of running models are in place.',
  ),
  section(
    ['scenarios', 'Scenarios'],
    ['CTO', 'CFO', 'engineering', 'operations'],
    (bench) =>
      when(
        bench.workloads.some((workload) => workload.cheapest()?.sizing.kind === 'serving'),
        'twice the load, growth, the loss of a zone and a cut budget',
        'nothing: no fleet serves requests on rented hardware',
      ),
    'Describe a workload that serves requests, with traffic and growth.',
  ),
  section(
    ['evidence', 'Evidence and market data'],
    ['CTO', 'CFO', 'engineering'],
    always('facts used with source and date, and measurements beside predictions'),
  ),
  section(
    ['open-questions', 'Open questions'],
    EVERYONE,
    always('what to answer next, by what it can still change'),
  ),
  section(
    ['assumptions', 'Assumptions'],
    EVERYONE,
    always('what was taken where no answer was given, and what formulas take as given'),
  ),
  section(
    ['not-evaluated', 'Not evaluated'],
    EVERYONE,
    always('what this analysis leaves out, with the reason'),
  ),
  section(
    ['missing-agents', 'Missing agents'],
    EVERYONE,
    always('which agents gave no result, with the reason'),
  ),
  section(
    ['provenance', 'Provenance'],
    EVERYONE,
    always('which facts are stale, and what the report itself used'),
  ),
  section(['about', 'About this report'], EVERYONE, always('how to read it, and for whom which part is')),
  section(
    ['run-timeline', 'Run timeline'],
    ['engineering', 'operations'],
    always('how long each agent took'),
  ),
];
