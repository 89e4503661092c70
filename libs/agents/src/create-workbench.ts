import {
  type AssessmentInput,
  type CompletedWorkload,
  completeInput,
  complianceFacts,
} from '@app/assessments';
import { type Catalog, loadBenchmarks } from '@app/catalog';
import { assessCompliance } from '@app/compliance';
import { FigureBook } from '@app/kernel';
import type { WebAccess } from '@app/web-search';
import { lazily } from './bench/lazily';
import { decidedDuties } from './bench/decided-duties';
import type { PersonsChoice } from './bench/decided-choices';
import { chooseModel } from './bench/model-choice';
import { planWorkload } from './bench/plan-workload';
import { agreementOwed } from './bench/processing-terms';
import { withPublishedWeights } from './bench/published-weights';
import { weighedChoice } from './bench/stated-weights';
import type { EngineTasks } from './tasks/engine-tasks';
import { inPlaceTasks } from './tasks/in-place-tasks';
import type { WorkloadBench } from './bench/workload-bench';
import type { Workbench } from './workbench';

/** What a run gives its agents to work with. */
export interface WorkbenchInit {
  readonly input: AssessmentInput;
  /** ISO date. */
  readonly asOf: string;
  readonly seed: number;
  readonly catalog: Catalog;
  /** Where long computations are made; in place unless given. */
  readonly tasks?: EngineTasks;
  /** None: the web research works from the dated catalog. */
  readonly web?: WebAccess | null;
  /** What people decided in place of the rules: the plan is computed on it. */
  readonly decisions?: readonly PersonsChoice[];
}

/** A bench whose results are computed on first use, once, however many agents ask for them. */
export function createWorkbench(init: WorkbenchInit): Workbench {
  const { input, asOf, seed, catalog, tasks = inPlaceTasks } = init;
  const figures = new FigureBook();
  const stated = (workload: CompletedWorkload) =>
    chooseModel(workload, catalog, input.constraints?.apiOnly === true).row;
  const planned = (workload: CompletedWorkload) => {
    const decided = init.decisions?.findLast(({ key }) => key === `${workload.id}.model`)?.option;
    return catalog.models.find(({ id }) => id === decided) ?? stated(workload);
  };
  const intake = lazily(() => {
    const completed = withPublishedWeights(completeInput(input), stated, planned);
    figures.addAll(completed.figures);
    return completed;
  });
  const workloads = lazily(() =>
    intake().workloads.reduce<WorkloadBench[]>((before, workload) => {
      const weigh = (bench: WorkloadBench) => weighedChoice(bench, { input, catalog, asOf });
      const isKeptFromApi = (bench: WorkloadBench) =>
        agreementOwed({ compliance: compliance() }, bench)?.sensitivity === 'sensitive';
      const around = { input, catalog, asOf, figures, weigh, isKeptFromApi };
      return [...before, planWorkload(workload, around, init.decisions ?? [], before)];
    }, []),
  );
  const duties = decidedDuties(init.decisions ?? [], input, catalog);
  const compliance = lazily(() => {
    const facts = { ...complianceFacts(input), decisions: duties.decisions };
    const result = assessCompliance(facts, catalog, asOf);
    figures.addAll(result.figures);
    return result;
  });
  return {
    input,
    asOf,
    seed,
    catalog,
    tasks,
    figures,
    get intake() {
      return intake();
    },
    get workloads() {
      return workloads();
    },
    get compliance() {
      return compliance();
    },
    duties: duties.outcomes,
    get benchmarks() {
      return loadBenchmarks();
    },
    web: init.web ?? null,
  };
}
