import { Injectable, Optional } from '@nestjs/common';
import type { Agent, EngineTasks, PersonsChoice, Workbench } from '@app/agents';
import { AGENTS, createWorkbench, inPlaceTasks, threadTasks } from '@app/agents';
import type { AssessmentInput } from '@app/assessments';
import { checkInput } from '@app/assessments';
import { type Catalog, loadCatalog } from '@app/catalog';
import { PRODUCT_VERSION } from '@app/platform';
import type { WebAccess } from '@app/web-search';
import { ThreadPool } from '@app/threads';
import type { Run, RunProblem } from './run';

/** By what a run is assessed, besides its input. */
interface BenchOptions {
  readonly asOf: string;
  readonly seed: number;
  readonly catalog: Catalog;
  readonly web?: WebAccess | null;
  readonly decisions?: readonly PersonsChoice[];
}

/** The agents that work on a run, what they share, and what an input must satisfy before they start. */
@Injectable()
export class AgentTeam {
  readonly agents: readonly Agent[] = AGENTS;
  private readonly tasks: EngineTasks;

  constructor(@Optional() threads?: ThreadPool) {
    this.tasks = threads ? threadTasks(threads) : inPlaceTasks;
  }

  /** What results are computed with; those of another basis do not go together with ours. */
  get basis(): string {
    return `${PRODUCT_VERSION} with the catalog of ${loadCatalog().asOf}`;
  }

  /** What makes an assessment of this input as of this day pointless; empty when it can go on. */
  problemsOf(input: AssessmentInput, asOf: string, catalog: Catalog): readonly RunProblem[] {
    return [...asOfProblems(asOf, catalog.asOf), ...checkInput(input, catalog)];
  }

  bench(input: AssessmentInput, options: BenchOptions): Workbench {
    return createWorkbench({ input, tasks: this.tasks, ...options });
  }
}

/** What the results of a run are computed with: with other files of the tenant they are other results. */
export function basisOf(
  team: Pick<AgentTeam, 'basis'>,
  { overridesVersion = 0 }: Pick<Run, 'overridesVersion'>,
): string {
  const own = overridesVersion === 0 ? '' : ` and version ${overridesVersion} of the tenant's own files`;
  return `${team.basis}${own}`;
}

/** Prices and specifications of a catalog say little of a day this long after it was made. */
const CATALOG_SERVES_YEARS = 3;

/** A catalog knows the facts of its own day: it cannot say what was known before, nor what will be far from now. */
function asOfProblems(asOf: string, catalogAsOf: string): RunProblem[] {
  const last = `${Number(catalogAsOf.slice(0, 4)) + CATALOG_SERVES_YEARS}${catalogAsOf.slice(4)}`;
  if (asOf >= catalogAsOf && asOf <= last) return [];
  const message = `expected a day from ${catalogAsOf}, when the facts of this catalog were read, to ${last}; got ${asOf}`;
  return [{ code: 'run.as-of-out-of-range', pointer: '/asOf', message }];
}
