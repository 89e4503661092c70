import type { SearchOption } from '@app/search';
import { searched, searchOrder } from '../bench/search-workload';
import type { WorkloadBench } from '../bench/workload-bench';
import type { Workbench } from '../workbench';
import { type PossibleAnswer, type Variation, variationsOf } from './variations';

/** The way a workload would be run: what a person would act on. */
export interface Way {
  readonly side: 'api' | 'self-host';
  readonly option: SearchOption | null;
  readonly apiId: string | null;
  readonly costUsdPerMonth: number;
}

/** What one possible answer leads to. */
export interface AnswerOutcome {
  readonly name: string;
  readonly label: string;
  /** null where nothing is left. */
  readonly way: Way | null;
  /** What changes against the way that is recommended now, in words; empty where only its size does. */
  readonly changes: readonly string[];
}

/** What a question can still change. */
export interface Sensitivity {
  readonly workload: WorkloadBench;
  readonly variation: Variation;
  readonly outcomes: readonly AnswerOutcome[];
  /** Whether an answer leads to another recommendation. */
  readonly isDecisive: boolean;
  /** USD a month between the cheapest and the dearest outcome, that of today included. */
  readonly spread: number;
}

export interface WorkloadSensitivity {
  readonly workload: WorkloadBench;
  readonly base: Way;
  readonly all: readonly Sensitivity[];
}

/**
 * Searches again with every possible answer to an open question of a service, and tells which of them lead to another
 * recommendation. null where nothing can be recommended now, or no service is sized.
 */
export async function sensitivityOf(
  bench: Workbench,
  workload: WorkloadBench,
  signal: AbortSignal,
): Promise<WorkloadSensitivity | null> {
  if (workload.workload.mode !== 'serving' || workload.model().row?.kind === 'embedding') return null;
  const base = await recommendedWay(bench, workload, signal);
  if (base === null) return null;
  const variations = variationsOf(bench, workload);
  const found = await recommendedFor(bench, variations, signal);
  const all = variations.map((variation) => {
    const outcomes = variation.answers.map((answer): AnswerOutcome => {
      const hasApi = (answer.wish.limits?.apiPlaces ?? []).length === 0;
      const way = wayOf(answer.workload, found.get(answer) ?? null, hasApi);
      return { name: answer.name, label: answer.label, way, changes: changesOf(base, way) };
    });
    return weigh(workload, variation, outcomes, base);
  });
  return { workload, base, all };
}

/** The way that is recommended as things stand; null where none is known. */
export async function recommendedWay(
  bench: Workbench,
  workload: WorkloadBench,
  signal: AbortSignal,
): Promise<Way | null> {
  const { recommended } = await searched(bench, workload, signal);
  return wayOf(workload, recommended);
}

/** The recommended option with each answer; those that only limit where to look are sized once, in one search. */
async function recommendedFor(
  bench: Workbench,
  variations: readonly Variation[],
  signal: AbortSignal,
): Promise<ReadonlyMap<PossibleAnswer, SearchOption | null>> {
  const limits = variations.filter(({ onlyLimits }) => onlyLimits).flatMap(({ answers }) => answers);
  const rest = variations.filter(({ onlyLimits }) => !onlyLimits).map(({ answers }) => answers);
  const found = new Map<PossibleAnswer, SearchOption | null>();
  const recommend = async (answers: readonly PossibleAnswer[]): Promise<void> => {
    const orders = answers.map((answer) => searchOrder(bench, answer.workload, answer.wish));
    const { overrides } = bench.catalog;
    const options = await bench.tasks.run('recommend', { orders, overrides }, signal);
    answers.forEach((answer, place) => found.set(answer, options[place] ?? null));
  };
  if (limits.length > 0) await recommend(limits);
  // The ends of a range are searched side by side where there are threads.
  for (const answers of rest) await Promise.all(answers.map((answer) => recommend([answer])));
  return found;
}

/** The cheaper of the API and the recommended option, as far as the limits leave both. */
function wayOf(workload: WorkloadBench, recommended: SearchOption | null, hasApi = true): Way | null {
  const option = recommended?.kind === 'hosted' ? recommended : null;
  const [api] = hasApi ? workload.apis().apis : [];
  const hosted = option?.costUsdPerMonth ?? null;
  const isKeptOut = workload.hostingLimit === 'self-host-only' || workload.decided.hosting === 'self-host';
  const billed = isKeptOut ? null : (api?.monthly.value ?? null);
  if (billed !== null && (hosted === null || billed <= hosted)) {
    return { side: 'api', option: null, apiId: api?.rowId ?? null, costUsdPerMonth: billed };
  }
  return hosted === null ? null : { side: 'self-host', option, apiId: null, costUsdPerMonth: hosted };
}

function changesOf(base: Way, way: Way | null): string[] {
  if (way === null) return ['no way is left that is known to keep the limits'];
  if (way.side !== base.side) return [way.side === 'api' ? 'an API leads' : 'own hosting leads'];
  if (way.side === 'api') return way.apiId === base.apiId ? [] : ['another API leads'];
  const [a, b] = [base.option, way.option];
  return [
    ...(a?.hardware?.acceleratorId === b?.hardware?.acceleratorId ? [] : ['another accelerator leads']),
    ...(a?.provider === b?.provider ? [] : ['another provider leads']),
    ...(a?.provider === b?.provider && a?.region !== b?.region ? ['another region leads'] : []),
    ...(a?.hardware?.purchase === b?.hardware?.purchase ? [] : ['another way of buying leads']),
  ];
}

function weigh(
  workload: WorkloadBench,
  variation: Variation,
  outcomes: readonly AnswerOutcome[],
  base: Way,
): Sensitivity {
  const costs = [base.costUsdPerMonth, ...outcomes.flatMap(({ way }) => (way ? [way.costUsdPerMonth] : []))];
  return {
    workload,
    variation,
    outcomes,
    isDecisive: outcomes.some(({ changes }) => changes.length > 0),
    spread: Math.max(...costs) - Math.min(...costs),
  };
}
