import type { Precision } from '@app/assessments';
import {
  type HostedWorkload,
  type OptionPins,
  type SearchLimits,
  type SearchOrder,
  type SearchResult,
  weightsOf,
  type WorkOnAccelerator,
} from '@app/search';
import type { TrainingSizing } from '@app/sizing';
import type { Workbench } from '../workbench';
import { decidedLimits } from './decided-limits';
import { type HostSizing, sizingFigure } from './host-sizing';
import { servingNeed, valueOf } from './serving-need';
import type { WorkloadBench } from './workload-bench';

/** What the search is asked beside what the assessment says. */
export interface SearchWish {
  readonly pins?: OptionPins;
  /** A number format to search with as if it were stated. */
  readonly precision?: Precision;
  /** Only a way that nobody hosts, or only APIs, whatever the limits leave. */
  readonly hosting?: SearchLimits['hosting'];
  /** Limits that stand in place of those of the assessment. */
  readonly limits?: Partial<SearchLimits>;
}

const SEARCHED = new WeakMap<WorkloadBench, Promise<SearchResult>>();

/**
 * The search over everything that the catalog offers for a workload, made once for all agents of a run, where the
 * bench has its long computations made.
 */
export async function searched(
  bench: Workbench,
  workload: WorkloadBench,
  signal: AbortSignal,
): Promise<SearchResult> {
  for (;;) {
    signal.throwIfAborted();
    const known = SEARCHED.get(workload);
    if (known === undefined) break;
    try {
      return await known;
    } catch {
      // Whoever asked first was stopped, or failed: that is its own end, not ours.
      if (SEARCHED.get(workload) === known) SEARCHED.delete(workload);
    }
  }
  const order = searchOrder(bench, workload);
  const result = bench.tasks.run('search', { order, overrides: bench.catalog.overrides }, signal);
  SEARCHED.set(workload, result);
  return result;
}

/** What a workload asks of the search. */
export function searchOrder(
  bench: Pick<Workbench, 'input' | 'asOf'>,
  workload: WorkloadBench,
  wish: SearchWish = {},
): SearchOrder {
  const { input, asOf } = bench;
  const hosted = hostedNeed(workload, wish);
  return {
    workloadId: workload.id,
    asOf,
    hosted,
    hostedReason: hosted ? null : hostedReason(workload),
    apis: {
      traffic: workload.apis().traffic,
      comparable: new Set(workload.model().apis.map((row) => row.id)),
    },
    limits: limitsOf(bench, workload, wish),
    weights: weightsOf(input.preferences?.weights),
    commitments: input.preferences?.commitments ?? false,
    spotServices: input.preferences?.weights !== undefined,
  };
}

function hostedNeed(workload: WorkloadBench, wish: SearchWish): HostedWorkload | null {
  if (workload.hostingLimit === 'api-only') return null;
  const { workload: completed } = workload.sizedAs;
  const { row, ref } = workload.sizedAs.model();
  const precision = wish.precision ?? completed.precision.value;
  if (row && row.kind !== 'embedding' && completed.mode === 'serving') {
    const need = servingNeed(completed, row, ref);
    return need ? { kind: 'serving', need: { ...need, precision } } : null;
  }
  const sized = workload.sized().options.feasible;
  if (sized.length === 0) return null;
  return { kind: 'work', precision, work: sized.flatMap((sizing) => workOf(workload, sizing)) };
}

function hostedReason(workload: WorkloadBench): string {
  if (workload.hostingLimit === 'api-only') return 'only APIs may be used';
  return workload.sized().reason ?? 'no accelerator of the catalog holds it';
}

function workOf(workload: WorkloadBench, sizing: HostSizing): WorkOnAccelerator[] {
  const { acceleratorId, accelerators } = sizing.of;
  if (accelerators === null) return [];
  const hours = sizingFigure(sizing, 'accelerator-hours')?.value ?? null;
  const passes = sizing.kind === 'training' ? 'runsPerMonth' : 'passesPerMonth';
  return [
    {
      acceleratorId,
      accelerators,
      // A training group of up to an instance stays on one: between instances its network is not known.
      together: sizing.kind === 'training' ? accelerators : tensorParallelOf(sizing),
      hours: hours === null ? null : hours / accelerators,
      ...(sizing.kind === 'training' ? { spotHoursPerHour: spotHoursPerHour(workload, sizing.of) } : {}),
      passesPerMonth: valueOf(workload.workload, passes) ?? 1,
    },
  ];
}

/** Hours of a training on spot capacity for each on demand; null where it would not end, or not by its deadline. */
function spotHoursPerHour(workload: WorkloadBench, sizing: TrainingSizing): number | null {
  const hours = sizingFigure({ kind: 'training', of: sizing }, 'spot-hours')?.value ?? null;
  const deadline = valueOf(workload.workload, 'deadlineHours') ?? Infinity;
  if (hours === null || sizing.acceleratorHours === null) return null;
  return hours / (sizing.accelerators ?? 1) > deadline ? null : hours / sizing.acceleratorHours;
}

function tensorParallelOf(sizing: HostSizing): number {
  return sizing.kind === 'batch' ? (sizing.of.tensorParallel ?? 1) : 1;
}

function limitsOf(
  { input }: Pick<Workbench, 'input'>,
  workload: WorkloadBench,
  wish: SearchWish,
): SearchLimits {
  const { constraints } = input;
  const scope = workload.scope();
  const stated = wish.precision ?? workload.workload.input.precision;
  const { mode, precision } = workload.sizedAs.workload;
  // Work that was sized in one format is searched in that one, and so are weights that are published in another than usual.
  const isBound = mode !== 'serving' || precision.value !== 'bf16';
  return {
    ...(scope.constraints.providers ? { providers: scope.constraints.providers } : {}),
    outsideRegions: new Set(scope.outsideRegions),
    outsideResidency: new Set(scope.outsideResidency),
    regionsLabel: (constraints?.regions ?? []).join(', '),
    residencyLabel: (workload.workload.input.residency ?? []).join(' or '),
    hosting: wish.hosting ?? workload.hostingLimit,
    apiPlaces: workload.apiPlace(),
    ...(constraints?.budgetUsdPerMonth === undefined
      ? {}
      : { budgetUsdPerMonth: constraints.budgetUsdPerMonth }),
    ...(stated === undefined && !isBound ? {} : { precision: stated ?? precision.value }),
    availabilityPercent: valueOf(workload.sizedAs.workload, 'availabilityPercent'),
    pins: wish.pins ?? {},
    decided: decidedLimits(workload),
    ...wish.limits,
  };
}
