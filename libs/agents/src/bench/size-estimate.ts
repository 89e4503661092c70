import { type AssessmentInput, checkInput, type WorkloadInput } from '@app/assessments';
import type { Catalog } from '@app/catalog';
import type { Figure, FigureBook } from '@app/kernel';
import { createWorkbench } from '../create-workbench';
import type { HostSizing } from './host-sizing';
import {
  type RetrievalDepth,
  retrievalDepth,
  type ServingDepth,
  servingDepth,
  tiersOf,
  type TrainingDepth,
  trainingDepth,
} from './size-depth';
import { notSizable } from './size-estimate.errors';
import type { TierSizing } from '@app/sizing';
import type { WorkloadBench } from './workload-bench';

export interface SizingEstimateQuestion {
  readonly workload: WorkloadInput;
  readonly catalog: Catalog;
  /** ISO date. */
  readonly asOf: string;
  /** Accelerators to try; all that can be rented where it is left out. */
  readonly acceleratorIds?: readonly string[];
  /** Options at most. */
  readonly limit: number;
}

/** One workload on each accelerator, fewest accelerators first, and the first of them in depth. */
export interface SizingEstimate {
  readonly workloadId: string;
  readonly modelId: string | null;
  readonly options: readonly HostSizing[];
  readonly infeasible: ReadonlyArray<{ readonly acceleratorId: string; readonly reason: string }>;
  /** Why there are no options at all; null where accelerators were tried. */
  readonly reason: string | null;
  readonly serving: ServingDepth | null;
  readonly training: TrainingDepth | null;
  readonly retrieval: RetrievalDepth | null;
  readonly tiers: readonly TierSizing[];
  /** Their answers are those of the question: `input:/workload/traffic/requestsPerDay`. */
  readonly figures: readonly Figure[];
}

/** Where the engines see the workload, and where the question has it. */
const IN_ASSESSMENT = '/workloads/0';
const IN_QUESTION = '/workload';

/**
 * Sizes one workload without an assessment or a run. Pure and quick: some milliseconds for the whole catalog.
 * @throws sizing.not-sizable where the workload contradicts itself
 * @throws catalog.unknown-accelerator
 */
export function estimateSizing(question: SizingEstimateQuestion): SizingEstimate {
  const { catalog, asOf, acceleratorIds, limit } = question;
  const input = assessmentOf(question.workload);
  const problems = checkInput(input, catalog);
  if (problems.length > 0) {
    throw notSizable(
      problems.map(({ pointer, message }) => ({ pointer: inQuestion(pointer), detail: message })),
    );
  }
  const wanted =
    acceleratorIds === undefined ? null : new Set(acceleratorIds.map((id) => catalog.accelerator(id).id));
  const bench = createWorkbench({ input, catalog, asOf, seed: 1 });
  const workload = bench.workloads[0];
  if (workload === undefined) throw notSizable([{ pointer: IN_QUESTION, detail: 'expected a workload' }]);
  const { options, reason } = workload.sized();
  const isWanted = (sizing: HostSizing): boolean => wanted === null || wanted.has(sizing.of.acceleratorId);
  const feasible = options.feasible.filter(isWanted).slice(0, limit);
  const infeasible = options.infeasible.filter(isWanted).map(({ of }) => ({
    acceleratorId: of.acceleratorId,
    reason: of.reason ?? 'no reason was given',
  }));
  const depth = inDepth(workload, feasible[0], catalog);
  const ids = [
    ...feasible.flatMap(({ of }) => Object.values(of.ids)),
    ...options.infeasible.filter(isWanted).flatMap(({ of }) => Object.values(of.ids)),
    ...idsIn(depth),
  ];
  return {
    workloadId: workload.id,
    modelId: workload.model().row?.id ?? null,
    options: feasible,
    infeasible: [...infeasible, ...notOffered(wanted, options)],
    reason,
    ...depth,
    figures: closure(ids, bench.figures).map(withOwnAnswers),
  };
}

/** An assessment that holds the workload alone. */
function assessmentOf(workload: WorkloadInput): AssessmentInput {
  return { name: 'Sizing estimate', workloads: [{ ...workload, id: workload.id ?? 'w1' }] };
}

function inQuestion(pointer: string): string {
  return pointer.startsWith(`${IN_ASSESSMENT}/`)
    ? `${IN_QUESTION}${pointer.slice(IN_ASSESSMENT.length)}`
    : pointer;
}

function withOwnAnswers(figure: Figure): Figure {
  const inputs = figure.inputs.map((id) =>
    id.startsWith('input:') ? `input:${inQuestion(id.slice('input:'.length))}` : id,
  );
  return { ...figure, inputs };
}

function notOffered(
  wanted: ReadonlySet<string> | null,
  options: ReturnType<WorkloadBench['sized']>['options'],
) {
  const tried = new Set([...options.feasible, ...options.infeasible].map(({ of }) => of.acceleratorId));
  if (tried.size === 0) return [];
  return [...(wanted ?? [])]
    .filter((id) => !tried.has(id))
    .map((acceleratorId) => ({
      acceleratorId,
      reason: 'No instance of the catalog offers this accelerator.',
    }));
}

function inDepth(workload: WorkloadBench, best: HostSizing | undefined, catalog: Catalog) {
  const serving = best?.kind === 'serving' ? servingDepth(workload, best.of, catalog) : null;
  const general = workload.workload.mode === 'general';
  return {
    serving,
    training: best?.kind === 'training' ? trainingDepth(workload, best.of, catalog) : null,
    retrieval: retrievalDepth(workload, catalog),
    tiers: general ? tiersOf(workload, ['classic-ml', 'api', 'database', 'cache']) : (serving?.tiers ?? []),
  };
}

/** Ids of all figures that lie anywhere in a result. */
function idsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(idsIn);
  const part = value as { id?: unknown; unit?: unknown };
  if (typeof part.id === 'string' && typeof part.unit === 'string') return [part.id];
  return Object.values(value).flatMap(idsIn);
}

/** The figures with all that they were computed from, by id. */
function closure(ids: readonly string[], book: FigureBook): Figure[] {
  const found = new Map<string, Figure>();
  const open = [...ids];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const entry = found.has(id) ? undefined : book.get(id);
    if (entry === undefined) continue;
    found.set(id, entry);
    open.push(...entry.inputs);
  }
  return [...found.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}
