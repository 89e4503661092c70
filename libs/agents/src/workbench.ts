import type { AssessmentInput, CompletedInput } from '@app/assessments';
import type { BenchmarkRow, Catalog } from '@app/catalog';
import type { ComplianceResult } from '@app/compliance';
import type { FigureBook } from '@app/kernel';
import type { WebAccess } from '@app/web-search';
import type { ChoiceOutcome } from './bench/decided-choices';
import type { WorkloadBench } from './bench/workload-bench';
import type { EngineTasks } from './tasks/engine-tasks';

/** What the agents of one run share: the input and, computed once on first use, the engines' results. */
export interface Workbench {
  readonly input: AssessmentInput;
  /** ISO date against which staleness and application dates are judged. */
  readonly asOf: string;
  readonly seed: number;
  readonly catalog: Catalog;
  /** Where long computations are asked for. */
  readonly tasks: EngineTasks;
  /** Every figure that any engine has given so far, for outputs to cite. */
  readonly figures: FigureBook;
  readonly intake: CompletedInput;
  readonly workloads: readonly WorkloadBench[];
  readonly compliance: ComplianceResult;
  /** What people decided on frameworks and requirements, and whether the compliance result follows it. */
  readonly duties: readonly ChoiceOutcome[];
  readonly benchmarks: readonly BenchmarkRow[];
  /** The web, where a search provider is configured. What it gives is quoted and changes no result of an engine. */
  readonly web: WebAccess | null;
}
