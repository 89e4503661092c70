import type { Catalog, ModelRow } from '@app/catalog';
import { answerId, type Figure } from '@app/kernel';
import {
  type CurvePoint,
  given,
  givenBy,
  groupableCounts,
  indexOptions,
  type IndexOption,
  replicaLayouts,
  type ReplicaLayoutOption,
  type RetrievalCost,
  retrievalCost,
  type ScalingHeadroom,
  scalingHeadroom,
  type ServingSettings,
  servingSettings,
  type ServingSizing,
  type ServingSpec,
  type ShardingOption,
  sizeTier,
  type SiteNeeds,
  siteNeeds,
  throughputCurve,
  type TierSizing,
  type TrainingReliability,
  trainingSharding,
  type TrainingSizing,
} from '@app/sizing';
import { type HostSizing, sizingFigure } from './host-sizing';
import { meanTokens, refs, servingNeed, valueOf } from './serving-need';
import { trainingNeed } from './size-workload';
import type { WorkloadBench } from './workload-bench';

/** What lies beyond the fleet of a served workload: how it behaves, starts, stores and comes back. */
export interface ServingDepth {
  readonly curve: readonly CurvePoint[];
  readonly settings: ServingSettings;
  readonly layouts: readonly ReplicaLayoutOption[];
  readonly headroom: ScalingHeadroom | null;
  readonly site: SiteNeeds | null;
  readonly tiers: readonly TierSizing[];
}

/** What lies beyond the hours of a training. */
export interface TrainingDepth {
  readonly sharding: readonly ShardingOption[];
  readonly reliability: TrainingReliability | null;
}

/** Kinds of index over a corpus and what a question costs. */
export interface RetrievalDepth {
  readonly indexes: readonly IndexOption[];
  readonly cost: RetrievalCost | null;
}

/** Chunks that a re-ranker sees for each that the model is given. */
const RERANKED_PER_CHUNK = 5;
const RERANKER = 'bge-reranker-v2-m3';
const DEFAULT_EMBEDDING = 'bge-m3';
/** A small card that embedding models fit on. */
const EMBEDDING_CARD = 'l4';
const AVAILABILITY_FOR_SPARE = 99.9;
const USUAL_LARGEST_GROUP = 8;

/** Everything about the deployment of a served workload on one accelerator. */
export function servingDepth(
  workload: WorkloadBench,
  sizing: ServingSizing,
  catalog: Catalog,
): ServingDepth | null {
  const spec = servingSpec(workload, sizing, catalog);
  if (spec === null) return null;
  const settings = servingSettings(spec, sizing);
  const headroom = scalingHeadroom(sizing);
  const curve = throughputCurve(spec, sizing);
  const counts = catalog
    .rentableAccelerators()
    .find(({ accelerator }) => accelerator.id === spec.accelerator.id);
  const groups = counts ? groupableCounts(catalog, spec.accelerator, counts.counts) : [USUAL_LARGEST_GROUP];
  const layouts = replicaLayouts(spec, Math.max(...groups));
  const site = siteOf(workload, { kind: 'serving', of: sizing }, headroom);
  const endToEnd = sizingFigure({ kind: 'serving', of: sizing }, 'end-to-end');
  const tiers = tiersOf(workload, ['api', 'database', 'cache'], endToEnd && secondsOf(endToEnd));
  workload.keep([
    ...settings.figures,
    ...(headroom?.figures ?? []),
    ...curve.flatMap((one) => [one.sequences, one.tokensPerSecond, one.timePerOutputToken, one.firstToken]),
    ...layouts.flatMap((one) =>
      [
        one.accelerators,
        one.concurrency,
        one.tokensPerSecondPerChip,
        one.timePerOutputToken,
        one.bubble,
      ].filter((entry) => entry !== null),
    ),
  ]);
  return { curve, settings, layouts, headroom, site, tiers };
}

function secondsOf(entry: { value: number | null; low: number | null; high: number | null; id: string }) {
  if (entry.value === null) return undefined;
  const scale = (value: number | null): number => (value ?? entry.value ?? 0) / 1000;
  return { value: scale(entry.value), low: scale(entry.low), high: scale(entry.high), refs: [entry.id] };
}

function servingSpec(workload: WorkloadBench, sizing: ServingSizing, catalog: Catalog): ServingSpec | null {
  const { row, ref } = workload.model();
  const need = row === null ? null : servingNeed(workload.workload, row, ref);
  return need && { ...need, accelerator: catalog.accelerator(sizing.acceleratorId) };
}

/** Storage, network and recovery of a served workload; null where its traffic is not known. */
function siteOf(
  workload: WorkloadBench,
  best: HostSizing,
  headroom: ScalingHeadroom | null,
): SiteNeeds | null {
  const site = needsOf(workload, best, headroom);
  if (site) workload.keep(site.figures);
  return site;
}

/** What a served workload keeps as text (GiB) or sends in a month (GB); null where the traffic is not known. */
export function siteFigure(
  workload: WorkloadBench,
  best: HostSizing,
  name: 'log-storage' | 'outgoing-month',
): Figure | null {
  const site = needsOf(workload, best, null);
  const found = site?.figures.find(({ id }) => id === site.ids[name]);
  if (!site || !found) return null;
  // The others hang on what is not asked for here.
  workload.keep(site.figures.filter(({ id }) => id === found.id || found.inputs.includes(id)));
  return found;
}

function needsOf(
  workload: WorkloadBench,
  best: HostSizing,
  headroom: ScalingHeadroom | null,
): SiteNeeds | null {
  const { values } = workload.workload;
  const requestsPerDay = givenBy(values.requestsPerDay);
  const requestsPerSecondPeak = givenBy(values.requestsPerSecondPeak);
  const inputTokens = meanTokens(workload.workload, 'input');
  const outputTokens = meanTokens(workload.workload, 'output');
  if (!requestsPerDay || !requestsPerSecondPeak || !inputTokens || !outputTokens) return null;
  const index = workload.index();
  return siteNeeds({
    workloadId: workload.id,
    requestsPerDay,
    requestsPerSecondPeak,
    inputTokens,
    outputTokens,
    weightsGiB: givenBy(sizingFigure(best, 'weights')),
    indexGiB: givenBy(index?.figures.find((entry) => entry.id === index.ids.memory)),
    readySeconds: givenBy(headroom?.figures.find((entry) => entry.id === headroom.ids['ready-time'])),
    replicas: givenBy(sizingFigure(best, 'load-replicas')),
  });
}

/** Processors and memory of tiers beside the models; none where the peak is not known. */
export function tiersOf(
  workload: WorkloadBench,
  tiers: ReadonlyArray<TierSizing['tier']>,
  secondsOpen?: ReturnType<typeof secondsOf>,
): readonly TierSizing[] {
  const peak = givenBy(workload.workload.values.requestsPerSecondPeak);
  if (peak === null) return [];
  const spare = (valueOf(workload.workload, 'availabilityPercent') ?? 0) >= AVAILABILITY_FOR_SPARE;
  return tiers.map((tier) => {
    const sized = sizeTier({
      workloadId: workload.id,
      tier,
      requestsPerSecondPeak: peak,
      secondsOpen: tier === 'api' ? (secondsOpen ?? null) : null,
      spare,
      measured: measuredOf(workload, tier),
    });
    workload.keep(sized.figures);
    return sized;
  });
}

/** What was measured of the part that is the workload's own: the model where it is classic, else the API tier. */
function measuredOf(workload: WorkloadBench, tier: TierSizing['tier']) {
  const own = workload.workload.mode === 'general' ? 'classic-ml' : 'api';
  const { compute } = workload.workload.input;
  if (tier !== own || compute === undefined) return {};
  const read = (name: keyof typeof compute) =>
    compute[name] === undefined
      ? null
      : given(compute[name], [answerId('workloads', workload.workload.index, 'compute', name)]);
  return { work: read('processorMsPerRequest'), memory: read('memoryGiBPerInstance') };
}

/** Sharding, checkpoints, failures and spot instances of a training on one accelerator. */
export function trainingDepth(
  workload: WorkloadBench,
  sizing: TrainingSizing,
  catalog: Catalog,
): TrainingDepth | null {
  const { row } = workload.model();
  const need = row === null ? null : trainingNeed(workload.workload, workload.model(), row);
  if (need === null) return null;
  const sharding = trainingSharding(
    { ...need, accelerator: catalog.accelerator(sizing.acceleratorId) },
    sizing,
  );
  workload.keep(sharding.map((one) => one.memoryPerChip));
  return { sharding, reliability: sizing.reliability };
}

/** Index kinds, reading the corpus in and the cost of a question; null without a corpus. */
export function retrievalDepth(workload: WorkloadBench, catalog: Catalog): RetrievalDepth | null {
  const index = workload.index();
  const dimensions = valueOf(workload.workload, 'dimensions');
  const chunkTokens = givenBy(workload.workload.values.chunkTokens);
  if (index === null || dimensions === null || chunkTokens === null) return null;
  const indexes = indexOptions(
    {
      workloadId: workload.id,
      documents: valueOf(workload.workload, 'documents') ?? 0,
      tokensPerDocument: valueOf(workload.workload, 'tokensPerDocument') ?? 0,
      chunkTokens: chunkTokens.value,
      chunkOverlapTokens: valueOf(workload.workload, 'chunkOverlapTokens') ?? 0,
      dimensions,
      bytesPerElement: 4,
      links: 32,
      inputRefs: { dimensions: refs(workload.workload, 'dimensions') },
    },
    index,
  );
  const models = new Map(catalog.models.map((row) => [row.id, row]));
  const named = workload.workload.input.corpus?.embeddingModelId;
  const embedding: ModelRow | undefined =
    models.get(named ?? DEFAULT_EMBEDDING) ?? models.get(DEFAULT_EMBEDDING);
  const corpusTokens = givenBy(index.figures.find((entry) => entry.id === index.ids['corpus-tokens']));
  const question = givenBy(workload.workload.values.inputTokensP50);
  const accelerator = catalog.accelerators.find((row) => row.id === EMBEDDING_CARD);
  const updates = givenBy(workload.workload.values.updatesPerDay);
  const perDocument = givenBy(workload.workload.values.tokensPerDocument);
  const cost =
    embedding === undefined || accelerator === undefined || corpusTokens === null
      ? null
      : retrievalCost({
          workloadId: workload.id,
          embedding,
          reranker: models.get(RERANKER) ?? null,
          accelerator,
          corpusTokens,
          questionTokens: question === null ? given(50, []) : { ...question, ...shortQuestion(question) },
          chunkTokens,
          rerankedPairs: RERANKED_PER_CHUNK * (valueOf(workload.workload, 'retrievedChunks') ?? 4),
          updatedTokensPerDay:
            updates === null || perDocument === null
              ? null
              : {
                  value: updates.value * perDocument.value,
                  low: updates.low * perDocument.low,
                  high: updates.high * perDocument.high,
                  refs: [...updates.refs, ...perDocument.refs],
                },
        });
  workload.keep([...indexes.flatMap((one) => one.figures), ...(cost?.figures ?? [])]);
  return { indexes, cost };
}

/** The question alone is shorter than the prompt that carries the chunks as well. */
function shortQuestion(prompt: { value: number; low: number; high: number }) {
  const most = 200;
  return {
    value: Math.min(prompt.value, most),
    low: Math.min(prompt.low, most),
    high: Math.min(prompt.high, most),
  };
}
