import { isRentedByChip, type AcceleratorRow, type Catalog } from '@app/catalog';
import { cite, InvariantError, type Figure, type FigureText } from '@app/kernel';
import type { FactorSide } from './efficiency';
import { evaluateDegree, type DegreeResult, type Obstacle } from './evaluate-degree';
import { computePath, type ComputePath } from './number-format';
import { layoutOf, pipelinesOf, type ReplicaShape } from './replica-shape';
import type { ServingFigureName, ServingNeed, ServingSizing, ServingSpec } from './serving';
import { ServingSheet } from './serving-sheet';

/** Group sizes to try where nothing is known about instances. */
const USUAL_COUNTS: readonly number[] = [1, 2, 4, 8];

/** Sizes one workload on one accelerator. Pure: equal specs give equal results. */
export function sizeServing(spec: ServingSpec): ServingSizing {
  const path = computePath(spec.accelerator, spec.precision);
  if (path === null) {
    return withoutFigures(spec, `No dense 16-bit rate of ${spec.accelerator.name} is sourced.`);
  }
  const { inputTokens, outputTokens } = spec.traffic;
  if (inputTokens.p95 + outputTokens.p95 > spec.model.contextLength) {
    return withoutFigures(
      spec,
      `The 95th percentile of prompt and answer together is longer than the context of ${spec.model.name}.`,
    );
  }
  const results = evaluated(spec, path);
  if (results.length === 0) {
    return withoutFigures(
      spec,
      `No group of ${spec.accelerator.name} divides the attention heads of the model.`,
    );
  }
  const chosen = fewestAccelerators(results);
  return chosen === null ? infeasible(spec, path, results) : feasible(spec, path, results, chosen);
}

/**
 * The groups of one instance, and the pipelines over several, for what they add in memory: where a group that holds the
 * model breaks a promise, none is tried, because stages work one after the other and answer no sooner. Chips that are
 * rented singly have no machine that a stage could fill: pipelines of them only where no group holds the model.
 */
function evaluated(spec: ServingSpec, path: ComputePath): DegreeResult[] {
  const of = (shape: ReplicaShape): DegreeResult =>
    evaluateDegree(spec, path, shape.group, 'value', layoutOf(shape));
  const groups = groupSizes(spec).map((group) => of({ group, stages: 1 }));
  const serves = !spec.rentedByChip && groups.some(({ service }) => service !== null);
  if (groups.some(fitsMemory) && !serves) return groups;
  return [...groups, ...pipelinesOf(spec, Math.max(...(spec.instanceCounts ?? USUAL_COUNTS))).map(of)];
}

/** Powers of two up to the largest instance, and the instance sizes themselves, that split the attention heads evenly. */
export function groupSizes(spec: ServingSpec): number[] {
  const counts = spec.instanceCounts ?? USUAL_COUNTS;
  const largest = Math.max(...counts);
  const powers = [1, 2, 4, 8, 16].filter((n) => n <= largest);
  return [...new Set([...powers, ...counts])]
    .filter((n) => spec.model.attentionHeads % n === 0)
    .sort((a, b) => a - b);
}

function fewestAccelerators(results: readonly DegreeResult[]): DegreeResult | null {
  let best: { result: DegreeResult; total: number } | null = null;
  for (const result of results) {
    if (result.service === null) continue;
    const total = result.service.replicas * chipsOf(result);
    if (best === null || total < best.total) best = { result, total };
  }
  return best?.result ?? null;
}

/** Accelerators of one replica. */
function chipsOf({ n, stages }: DegreeResult): number {
  return n * stages;
}

/** The fewest accelerators of one replica whose memory is enough, of the layouts that were evaluated; null where none is. */
function smallestReplica(results: readonly DegreeResult[]): number | null {
  const fitting = results.find(fitsMemory);
  return fitting === undefined ? null : chipsOf(fitting);
}

export function fitsMemory(result: DegreeResult): boolean {
  return result.obstacle !== 'weights' && result.obstacle !== 'sequence';
}

export function degreeReadings(spec: ServingSpec, path: ComputePath, value: DegreeResult) {
  const at = (side: FactorSide): DegreeResult => evaluateDegree(spec, path, value.n, side, layoutOf(value));
  return { value, worst: at('worst'), best: at('best') };
}

function feasible(
  spec: ServingSpec,
  path: ComputePath,
  results: readonly DegreeResult[],
  chosen: DegreeResult,
): ServingSizing {
  const { service } = chosen;
  if (service === null) throw new InvariantError('a group without service was chosen');
  const writer = new ServingSheet(spec, path, chosen.stages);
  const all = degreeReadings(spec, path, chosen);
  writer.memory(all, smallestReplica(results));
  writer.service(all);
  return {
    ...identity(spec),
    feasible: true,
    reason: null,
    tensorParallel: chosen.n,
    ...layoutOf(chosen),
    replicas: service.replicas,
    accelerators: service.replicas * chipsOf(chosen),
    capacity: service.capacity,
    ids: writer.sheet.ids,
    figures: writer.sheet.all(),
  };
}

function infeasible(spec: ServingSpec, path: ComputePath, results: readonly DegreeResult[]): ServingSizing {
  const largest = results.at(-1);
  if (largest === undefined) throw new InvariantError('no group size was evaluated');
  const writer = new ServingSheet(spec, path);
  writer.memory(degreeReadings(spec, path, largest), smallestReplica(results));
  const { ids } = writer.sheet;
  return {
    ...identity(spec),
    feasible: false,
    reason: obstacleText(largest.obstacle, spec, ids, largest.stages),
    tensorParallel: null,
    replicas: null,
    accelerators: null,
    capacity: null,
    ids,
    figures: writer.sheet.all(),
  };
}

export function obstacleText(
  obstacle: Obstacle | null,
  spec: ServingSpec,
  ids: Readonly<Partial<Record<ServingFigureName, string>>>,
  stages = 1,
): FigureText {
  const at = (name: ServingFigureName): string => cite({ id: ids[name] ?? '' });
  const chip = spec.accelerator.name;
  const largest =
    stages > 1 ? `the longest pipeline over machines of ${chip}` : `the largest group of ${chip}`;
  switch (obstacle) {
    case 'weights':
      return `The weights take ${at('weights')}; ${largest} offers ${at('usable-memory')}.`;
    case 'sequence':
      return `After the weights of ${at('weights')}, ${largest} cannot hold one long sequence.`;
    case 'time-per-output-token':
      return `The promised time per output token cannot be kept on ${chip}, even with one sequence at a time.`;
    case 'time-to-first-token':
      return `The promised time to first token cannot be kept on ${chip}: computing a long prompt takes longer.`;
    case 'end-to-end':
      return `The promised end-to-end time cannot be kept on ${chip}, even with one sequence at a time.`;
    case 'decided-fleet':
      return `So many replicas as were decided neither carry the peak on ${chip} nor keep the promised time to first token.`;
    case 'queue':
    case null:
      return `No number of replicas on ${chip} keeps the promised time to first token at the peak.`;
  }
}

function identity(spec: ServingSpec) {
  return {
    workloadId: spec.workloadId,
    modelId: spec.model.id,
    acceleratorId: spec.accelerator.id,
    precision: spec.precision,
    traffic: spec.traffic,
  };
}

function withoutFigures(spec: ServingSpec, reason: FigureText): ServingSizing {
  return {
    ...identity(spec),
    feasible: false,
    reason,
    tensorParallel: null,
    replicas: null,
    accelerators: null,
    capacity: null,
    ids: {},
    figures: [],
  };
}

/** A sizing of every accelerator that the instance catalog offers. */
export interface ServingOptions {
  /** Fewest accelerators first, then the smaller memory in total, then by id. */
  readonly feasible: readonly ServingSizing[];
  /** Those that cannot serve the workload, each with its reason, by id. */
  readonly infeasible: readonly ServingSizing[];
}

export function sizeServingOptions(need: ServingNeed, catalog: Catalog): ServingOptions {
  const sized = catalog.rentableAccelerators().map(({ accelerator, counts }) => ({
    accelerator,
    sizing: sizeServing({
      ...need,
      accelerator,
      ...offeredAs(catalog, accelerator, counts),
    }),
  }));
  const total = (entry: (typeof sized)[number]): number => entry.sizing.accelerators ?? Infinity;
  sized.sort(
    (a, b) =>
      total(a) - total(b) ||
      a.accelerator.memoryGB - b.accelerator.memoryGB ||
      (a.accelerator.id < b.accelerator.id ? -1 : 1),
  );
  const sizings = sized.map((entry) => entry.sizing);
  return {
    feasible: sizings.filter((sizing) => sizing.feasible),
    infeasible: sizings
      .filter((sizing) => !sizing.feasible)
      .sort((a, b) => (a.acceleratorId < b.acceleratorId ? -1 : 1)),
  };
}

/** How the catalog offers an accelerator, for a sizing on it. */
export function offeredAs(
  catalog: Catalog,
  accelerator: AcceleratorRow,
  counts: readonly number[],
): Required<Pick<ServingSpec, 'instanceCounts' | 'rentedByChip'>> {
  return {
    instanceCounts: groupableCounts(catalog, accelerator, counts),
    rentedByChip: isSoldSingly(catalog, accelerator),
  };
}

function isSoldSingly(catalog: Catalog, { id }: AcceleratorRow): boolean {
  return catalog.instancesWith({ acceleratorId: id }).some(isRentedByChip);
}

/** Chips that are rented singly join to slices, so their groups are not bound by an instance. */
export function groupableCounts(
  catalog: Catalog,
  accelerator: AcceleratorRow,
  counts: readonly number[],
): readonly number[] {
  return isSoldSingly(catalog, accelerator) ? USUAL_COUNTS : counts;
}

/** Accelerators that some instance of the catalog offers. */
export function candidateAccelerators(catalog: Catalog): readonly AcceleratorRow[] {
  return catalog.rentableAccelerators().map((entry) => entry.accelerator);
}

/** The figure of a sizing by name. @throws invariant-broken when the sizing holds none (an infeasible one). */
export function servingFigure(sizing: ServingSizing, name: ServingFigureName): Figure {
  const id = sizing.ids[name];
  const entry = sizing.figures.find((candidate) => candidate.id === id);
  if (id === undefined || entry === undefined) {
    throw new InvariantError(
      `the sizing of ${sizing.workloadId} on ${sizing.acceleratorId} holds no figure ${name}`,
    );
  }
  return entry;
}
