import type { Figure } from '@app/kernel';
import { type FleetSpec, type ScenarioSetting, type ServiceTimes, simulatedSeconds } from '@app/simulation';
import {
  replicaTimes,
  scalingHeadroom,
  servingFigure,
  type ServingSizing,
  type ServingSpec,
} from '@app/sizing';
import { takenBefore } from '../bench/owned-fit';
import type { Offer } from '../bench/price-workload';
import { refs, servingNeed } from '../bench/serving-need';
import { isOption, type WorkloadBench } from '../bench/workload-bench';
import type { Workbench } from '../workbench';
import type { SimulationSetting } from './simulation-setting';

/** A fleet as it was sized, ready to be simulated. */
export interface FleetCase {
  readonly workload: WorkloadBench;
  readonly sizing: ServingSizing;
  /** Where it would be rented; null on owned hardware. */
  readonly offer: Offer | null;
  readonly base: Omit<FleetSpec, 'arrivals' | 'warmUpSeconds'>;
  /** The replica at the slow end of the range of the sizing. */
  readonly slowService: ServiceTimes;
  readonly ratePerSecond: number;
  /** From the place of a request to its last token, about. */
  readonly latencySeconds: number;
  /** Replicas beyond which no hardware can be had: what is owned, or three times the fleet where it is rented. */
  readonly mostReplicas: number;
  readonly coldStart: Figure;
  /** Ids of the figures and answers that every scenario rests on. */
  readonly inputs: readonly string[];
}

/** Sequences of one replica that a simulation follows at most: engines allow no more. */
const MOST_PLACES = 1_024;

/** Puts the fleet of a sizing into the terms of a simulation; null where a number is missing. */
export function fleetCase(
  bench: Workbench,
  workload: WorkloadBench,
  sizing: ServingSizing,
  offer: Offer | null,
  setting: SimulationSetting,
): FleetCase | null {
  const { row, ref } = workload.model();
  const need = row ? servingNeed(workload.workload, row, ref) : null;
  if (!need || sizing.replicas === null) return null;
  const spec: ServingSpec = { ...need, accelerator: bench.catalog.accelerator(sizing.acceleratorId) };
  const service = serviceOf(spec, sizing, 'value', setting);
  const slowService = serviceOf(spec, sizing, 'worst', setting);
  if (!service || !slowService) return null;
  const headroom = scalingHeadroom(sizing);
  const coldStart = headroom?.figures.find((entry) => entry.id === headroom.ids['ready-time']);
  if (!headroom || !coldStart) return null;
  workload.keep(headroom.figures);
  const { traffic, slo } = need;
  const ratePerSecond = traffic.requestsPerSecondPeak;
  const latencySeconds =
    (sizing.capacity?.serviceSeconds ?? 0) + (sizing.capacity?.timeToFirstTokenSeconds ?? 0);
  const price = offer && isOption(offer.priced) ? offer.priced : null;
  const perHour = price?.hourly[workload.purchase].value ?? null;
  return {
    workload,
    sizing,
    offer,
    slowService,
    ratePerSecond,
    latencySeconds,
    mostReplicas: mostReplicasOf(workload, sizing, offer),
    coldStart,
    base: {
      seed: bench.seed,
      horizonSeconds: simulatedSeconds(ratePerSecond, coldStart.value ?? 0, latencySeconds),
      inputTokens: { kind: 'log-normal', ...traffic.inputTokens },
      outputTokens: { kind: 'log-normal', ...traffic.outputTokens },
      cachedShare: traffic.cachedShare,
      service,
      fleet: { replicas: sizing.replicas, zones: setting.zones.value ?? 1 },
      limits: { queueLimit: null, timeoutSeconds: setting.patienceSeconds.value },
      coldStartSeconds: coldStart.value ?? 0,
      retryLost: true,
      slo: {
        firstTokenSeconds: slo.timeToFirstTokenMs === null ? null : slo.timeToFirstTokenMs / 1_000,
        latencySeconds: slo.endToEndMs === null ? null : slo.endToEndMs / 1_000,
      },
      price: {
        onDemandUsdPerHour: perHour === null ? null : perHour / sizing.replicas,
        spotUsdPerHour: null,
      },
    },
    inputs: inputsOf(workload, sizing, setting),
  };
}

/** What every scenario rests on. */
function inputsOf(workload: WorkloadBench, sizing: ServingSizing, setting: SimulationSetting): string[] {
  return [
    ...refs(workload.workload, 'requestsPerSecondPeak', 'inputTokensP50', 'inputTokensP95'),
    ...refs(workload.workload, 'outputTokensP50', 'outputTokensP95', 'cachedShare'),
    ...(['batch', 'replicas', 'prefill-time', 'decode-step'] as const).map(
      (name) => servingFigure(sizing, name).id,
    ),
    setting.patienceSeconds.id,
    setting.chunkTokens.id,
  ];
}

/** The setting of the scenarios of a fleet, beside the fleet. */
export function scenarioSettingOf(
  fleet: FleetCase,
  setting: SimulationSetting,
  growth: Figure | null,
  replicasAfterCut: number | null,
): ScenarioSetting {
  return {
    ratePerSecond: fleet.ratePerSecond,
    spikeFactor: setting.spikeFactor.value ?? 1,
    growthFactor: growth?.value ?? null,
    replicasAfterCut,
    launchSeconds: 60 * (setting.launchMinutes.value ?? 0),
    outageSeconds: 60 * (setting.outageMinutes.value ?? 0),
    latencySeconds: fleet.latencySeconds,
  };
}

function serviceOf(
  spec: ServingSpec,
  sizing: ServingSizing,
  side: 'value' | 'worst',
  setting: SimulationSetting,
): ServiceTimes | null {
  const times = replicaTimes(spec, sizing, side);
  if (!times) return null;
  return {
    stepSeconds: times.stepSeconds.slice(0, MOST_PLACES),
    prefill: times.prefill,
    chunkTokens: setting.chunkTokens.value,
    cacheTokens: Math.max(1, times.cacheTokens),
  };
}

function mostReplicasOf(workload: WorkloadBench, sizing: ServingSizing, offer: Offer | null): number {
  const replicas = sizing.replicas ?? 0;
  const decided = workload.decided.scaling?.most;
  if (decided != null) return Math.max(replicas, decided);
  if (offer) return replicas * 3;
  const fit = workload.ownedFit();
  const owned = fit ? fit.hardware.entry.count - takenBefore(workload, fit.hardware) : 0;
  return Math.max(replicas, Math.floor(owned / ((sizing.tensorParallel ?? 1) * (sizing.stages ?? 1))));
}
