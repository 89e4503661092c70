import {
  compareWays,
  FleetSteps,
  HOURS_PER_MONTH,
  rentedShareOf,
  type ThreeWays,
  type Way,
  type WayCost,
} from '@app/pricing';
import { meanOf, type ServingSizing } from '@app/sizing';
import { apiName, listOf, offerName } from './naming';
import { ownedPrice } from './owned-price';
import { tokenSpread, valueOf } from './serving-need';
import { cheapestToOwn } from './to-be-bought';
import { isOption, type WorkloadBench } from './workload-bench';
import type { Workbench } from '../workbench';

const DAYS_PER_MONTH = HOURS_PER_MONTH / 24;
const SECONDS_PER_MONTH = HOURS_PER_MONTH * 3600;
/** Units whose steps are written down one by one. */
const UNITS = 64;

/** API, rent and buy over tokens a day for one workload; null for work that is no service, or where no way has a cost. */
export function waysOf(bench: Workbench, workload: WorkloadBench): ThreeWays | null {
  const input = tokenSpread(workload.workload, 'input');
  const output = tokenSpread(workload.workload, 'output');
  if (workload.workload.mode !== 'serving' || !input || valueOf(workload.workload, 'requestsPerDay') === null)
    return null;
  const tokens = meanOf(input) + (output ? meanOf(output) : 0);
  const ways = [apiWay(workload, tokens), rentWay(workload, tokens), buyWay(bench, workload, tokens)];
  if (ways.every((way) => way.excluded !== null || way.unknown !== null)) return null;
  const result = compareWays(workload.id, ways);
  workload.keep(result.figures);
  return result;
}

function apiWay(workload: WorkloadBench, tokens: number): WayCost {
  const { apis, reason } = workload.apis();
  const api = apis[0];
  const perRequest = api?.perRequest.value ?? null;
  return {
    ...blank('api', api ? apiName(api.row) : 'an API'),
    excluded: workload.hostingLimit === 'self-host-only' ? 'no API of a third party may be used' : null,
    unknown:
      perRequest === null
        ? (api?.perRequest.unknown ?? reason ?? 'no API with a known price serves it')
        : null,
    perMillionTokens: ((perRequest ?? 0) / tokens) * 1e6,
    inputs: api && perRequest !== null ? [api.perRequest.id] : [],
  };
}

function rentWay(workload: WorkloadBench, tokens: number): WayCost {
  const offer = workload.cheapest();
  const excluded = workload.hostingLimit === 'api-only' ? 'only APIs may be used' : null;
  if (offer?.sizing.kind !== 'serving' || !isOption(offer.priced)) {
    const { constraints } = workload.scope();
    const none =
      constraints.regions?.length === 0
        ? 'no region with a price lies where the data must stay'
        : (workload.sized().reason ?? 'no offer within the limits has a known price');
    return { ...blank('rent', 'rented hardware'), excluded, unknown: none };
  }
  const hourly = offer.priced.hourly[workload.purchase];
  const { capacity } = offer.sizing.of;
  const share = capacity === null ? 1 : rentedShareOf(capacity, workload.purchase);
  const each = ((hourly.value ?? 0) / offer.priced.instances) * HOURS_PER_MONTH * share;
  return {
    ...blank('rent', offerName(offer)),
    excluded,
    steps: stepsOf(offer.sizing.of, offer.priced.replicasPerInstance, each, tokens),
    inputs: [hourly.id, offer.priced.instanceCount.id],
  };
}

function buyWay(bench: Workbench, workload: WorkloadBench, tokens: number): WayCost {
  const fit = workload.ownedFit();
  const priced = cheapestToOwn(workload.sized().options.feasible, bench);
  const sizing = (fit?.sizing ?? priced ?? workload.reference())?.of;
  const excluded =
    workload.hostingLimit === 'api-only'
      ? 'only APIs may be used'
      : workload.scope().onPremisesAllowed
        ? null
        : 'hardware of one’s own is not among the allowed providers';
  const label = 'hardware of one’s own';
  if (!sizing || !('capacity' in sizing) || sizing.tensorParallel === null)
    return { ...blank('buy', label), excluded, unknown: 'no accelerator holds it' };
  const price = ownedPrice(bench, sizing.acceleratorId, fit?.hardware);
  const sum = (parts: typeof price.perUnit): number =>
    parts.reduce((all, { monthly }) => all + (monthly.value ?? 0), 0);
  const share = price.acceleratorsPerUnit / (sizing.tensorParallel * (sizing.stages ?? 1));
  return {
    ...blank('buy', `${bench.catalog.accelerator(sizing.acceleratorId).name} of one’s own`),
    excluded,
    unknown: price.unknown,
    fixed: sum(price.together),
    steps: stepsOf(sizing, share >= 1 ? Math.floor(share) : share, sum(price.perUnit), tokens),
    inputs: [...price.perUnit, ...price.together].map(({ monthly }) => monthly.id),
  };
}

function blank(way: Way, label: string): WayCost {
  return {
    ...{ way, label, excluded: null, unknown: null, perMillionTokens: 0, fixed: 0 },
    ...{ steps: [], inputs: [] },
  };
}

/** Tokens a day that each number of units holds, the ratio of peak to mean as today. */
function stepsOf(
  sizing: ServingSizing,
  replicasPerInstance: number,
  monthlyEach: number,
  tokens: number,
): WayCost['steps'] {
  if (sizing.capacity === null || sizing.traffic.requestsPerSecondPeak <= 0) return [];
  const fleet = new FleetSteps(sizing, sizing.capacity, { replicasPerInstance });
  const first = fleet.fewest();
  return Array.from({ length: UNITS }, (_, index) => {
    const units = first + index;
    const requests = fleet.requestsPerMonth(fleet.peakOf(units), SECONDS_PER_MONTH);
    return { tokensPerDay: (requests * tokens) / DAYS_PER_MONTH, monthly: units * monthlyEach };
  }).filter((step) => step.tokensPerDay > 0);
}

/** What an API may still be kept from by limits that it can meet: where it has to process. */
export function apiCondition(workload: WorkloadBench): string | null {
  const places = workload.apiPlace();
  return places.length === 0
    ? null
    : `The API counts only once processing in ${listOf([...places])} is confirmed.`;
}
