import type { Workbench } from '../workbench';

/** What a section can show of an assessment, and whether that is all it is meant for. */
export interface Showing {
  readonly full: boolean;
  readonly text: string;
}

/** A section of the report to come. */
export interface OutlineSection {
  readonly title: string;
  readonly audiences: readonly string[];
  shows(bench: Workbench): Showing;
}

const EVERYONE = ['CTO', 'CFO', 'CISO', 'engineering', 'operations'];

function section(
  title: string,
  audiences: readonly string[],
  shows: (bench: Workbench) => Showing,
): OutlineSection {
  return { title, audiences, shows };
}

function when(condition: boolean, full: string, thin: string): Showing {
  return { full: condition, text: condition ? full : thin };
}

/** The sections in their order, each judged by what the engines could compute. */
export const OUTLINE: readonly OutlineSection[] = [
  section('Executive summary', EVERYONE, () => ({
    full: true,
    text: 'verdict, cost over three years and risks',
  })),
  section('Decisions and conflicts', EVERYONE, () => ({
    full: true,
    text: 'every choice with the votes on it',
  })),
  section('Recommendations', EVERYONE, () => ({
    full: true,
    text: 'ranked, with cost, compliance and plan',
  })),
  section('Use cases and model choice', ['CTO', 'engineering'], (bench) =>
    when(
      bench.workloads.some((workload) => workload.model().row !== null || workload.model().apis.length > 0),
      'the model of each workload, its context and its price',
      'no model is named or meant',
    ),
  ),
  section('Sizing and infrastructure', ['CTO', 'engineering', 'operations'], (bench) =>
    when(
      bench.workloads.some((workload) => workload.sized().options.feasible.length > 0),
      'accelerators, replicas and latency of each workload, with every alternative',
      'no workload is placed on hardware',
    ),
  ),
  section('Cost', ['CTO', 'CFO'], (bench) =>
    when(
      bench.workloads.some((workload) => workload.cheapest() !== null || workload.apis().apis.length > 0),
      'instances, APIs, break-even and the cost over three years',
      'no price is known within the limits',
    ),
  ),
  section('Compliance', ['CTO', 'CISO'], (bench) =>
    when(
      (bench.input.controls?.length ?? 0) > 0,
      'applicable requirements with the grade of their evidence, gaps and roadmap',
      'applicable requirements only: no controls were described, so none can be graded',
    ),
  ),
  section('Carbon', ['CTO', 'CFO', 'operations'], (bench) =>
    when(
      bench.workloads.some((workload) => workload.cheapest() !== null),
      'energy and emissions by region',
      'nothing: no hardware is placed in a region',
    ),
  ),
  section('MLOps', ['engineering', 'operations'], (bench) =>
    when(
      bench.input.team?.practices !== undefined,
      'practices needed and in place',
      'practices needed only: none were answered',
    ),
  ),
  section('Scenarios', ['CTO', 'CFO', 'engineering', 'operations'], (bench) =>
    when(
      bench.workloads.some((workload) => workload.cheapest()?.sizing.kind === 'serving'),
      'twice the load, growth, the loss of a zone and a cut budget',
      'nothing: no fleet serves requests on rented hardware',
    ),
  ),
  section('Evidence and market data', ['CTO', 'CFO', 'engineering'], () => ({
    full: true,
    text: 'facts used with source and date, and measurements beside predictions',
  })),
  section('Open questions and assumptions', EVERYONE, () => ({
    full: true,
    text: 'what to answer next, and what was taken until then',
  })),
];
