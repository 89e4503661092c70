import type { Purchase } from '@app/catalog';
import { figure, InvariantError, unknownFigure, type Figure } from '@app/kernel';
import { meanOf, servingFigure, type ServingSizing } from '@app/sizing';
import type { ApiPricing, ApiTraffic } from './api-price';
import { HOURS_PER_MONTH } from './billing-month';
import { FleetSteps } from './fleet-steps';
import { optionScope } from './price-serving';
import { rentedShareOf } from './rented-share';
import type { PricedOption } from './serving-price';

const SECONDS_PER_MONTH = HOURS_PER_MONTH * 3600;
const DAYS_PER_MONTH = HOURS_PER_MONTH / 24;
/** Instances up to which a crossover is looked for, and steps that are written down. */
const INSTANCES_SEARCHED = 64;
const STEPS_SHOWN = 8;

/** What to compare: the same traffic on an API and on rented hardware. */
export interface BreakEvenQuestion {
  readonly sizing: ServingSizing;
  readonly option: PricedOption;
  readonly purchase: Purchase;
  readonly api: ApiPricing;
  readonly traffic: ApiTraffic;
}

/** One tread of the stairs: what the fleet costs up to a load. */
export interface BreakEvenStep {
  readonly instances: number;
  /** Tokens a day (input and output) up to which this number of instances is enough. */
  readonly tokensPerDay: Figure;
  /** USD a month for the instances. */
  readonly selfHosted: Figure;
  /** USD a month for the API at that load. */
  readonly api: Figure;
}

/** Where renting becomes cheaper than the API. Ids start with `pricing.<option>.break-even.<purchase>.<api>`. */
export interface BreakEven {
  readonly steps: readonly BreakEvenStep[];
  /** Tokens a day at which renting is first as cheap as the API; unknown with a reason if nowhere in range. */
  readonly crossover: Figure;
  /** Today's tokens a day. */
  readonly today: Figure;
  /** The cheaper side at today's load; null where a price is unknown. */
  readonly cheaperToday: 'api' | 'self-host' | null;
  readonly figures: readonly Figure[];
}

/**
 * Compares API and rented hardware over the load as a step function: T_day = C_fixed / (p_blend / 10^6) within each
 * step, self-hosting stepping up with each instance, the mix of tokens and the ratio of peak to mean as today.
 */
export function breakEven(question: BreakEvenQuestion): BreakEven {
  const comparison = new Comparison(question);
  const today = comparison.today();
  const steps = comparison.steps();
  const crossover = comparison.crossover();
  const selfHosted = question.option.monthly[question.purchase].value;
  const api = question.api.monthly.value;
  const cheaperToday = selfHosted === null || api === null ? null : selfHosted <= api ? 'self-host' : 'api';
  return {
    steps,
    crossover,
    today,
    cheaperToday,
    figures: [today, crossover, ...steps.flatMap((step) => [step.tokensPerDay, step.selfHosted, step.api])],
  };
}

class Comparison {
  private readonly scope: string;
  private readonly fleet: FleetSteps;
  private readonly tokensPerRequest: number;
  /** USD a month of one instance; null when its price is not known. */
  private readonly instanceMonth: number | null;

  constructor(private readonly question: BreakEvenQuestion) {
    const { sizing, option, purchase, api, traffic } = question;
    if (sizing.capacity === null)
      throw new InvariantError(`${sizing.workloadId} has no feasible sizing to compare`);
    const scope = option.id.startsWith(optionScope(sizing)) ? option.id : optionScope(sizing);
    this.scope = `pricing.${scope}.break-even.${purchase}.${api.rowId}`;
    this.fleet = new FleetSteps(sizing, sizing.capacity, option);
    this.tokensPerRequest =
      meanOf(traffic.inputTokens) + (traffic.outputTokens === null ? 0 : meanOf(traffic.outputTokens));
    const hourly = option.hourly[purchase].value;
    const share = rentedShareOf(sizing.capacity, purchase);
    this.instanceMonth = hourly === null ? null : (hourly / option.instances) * HOURS_PER_MONTH * share;
  }

  today(): Figure {
    const { traffic } = this.question;
    return figure({
      id: `${this.scope}.today`,
      label: 'tokens a day today, input and output',
      value: this.tokensPerDay(traffic.requestsPerMonth),
      unit: 'tokens/day',
      formula: 'requests a month x (Tin + Tout) x 24 / 730',
      inputs: [...(traffic.inputRefs.requestsPerMonth ?? [])],
      method: 'computed',
    });
  }

  /** The first steps, from the smallest fleet on. */
  steps(): BreakEvenStep[] {
    const { api } = this.question;
    const perRequest = api.perRequest.value;
    const month = this.instanceMonth;
    if (month === null || perRequest === null || !this.hasLoad()) return [];
    const first = this.fleet.fewest();
    return Array.from({ length: STEPS_SHOWN }, (_, index) => {
      const instances = first + index;
      const requests = this.requestsHeldBy(instances);
      return {
        instances,
        tokensPerDay: this.stepFigure(
          `${instances}.tokens-per-day`,
          `load that ${instances} instances hold`,
          'tokens/day',
          this.tokensPerDay(requests),
        ),
        selfHosted: this.stepFigure(
          `${instances}.self-hosted`,
          `${instances} instances`,
          'USD/month',
          instances * month,
        ),
        api: this.stepFigure(`${instances}.api`, 'API at that load', 'USD/month', requests * perRequest),
      };
    });
  }

  crossover(): Figure {
    const { option, purchase, api } = this.question;
    const draft = {
      id: `${this.scope}.crossover`,
      label: `load at which ${option.instanceType} (${purchase}) is as cheap as ${api.row.model}`,
      unit: 'tokens/day',
      formula: 'least load with instances(load) x price x 730 <= requests(load) x price of the mean request',
      inputs: [
        option.hourly[purchase].id,
        api.perRequest.id,
        servingFigure(this.question.sizing, 'requests-per-second').id,
      ],
      sources: [...option.hourly[purchase].sources, ...api.perRequest.sources],
      method: 'computed' as const,
    };
    const { value, low, high } = api.perRequest;
    const month = this.instanceMonth;
    if (month === null)
      return unknownFigure({ ...draft, reason: option.hourly[purchase].unknown ?? 'no price' });
    if (value === null) return unknownFigure({ ...draft, reason: api.perRequest.unknown ?? 'no price' });
    if (!this.hasLoad()) return unknownFigure({ ...draft, reason: 'there is no load to scale' });
    const at = this.crossoverRequests(month, value);
    if (at === null) {
      return unknownFigure({
        ...draft,
        reason:
          'no crossover in the range searched: at full use of its capacity renting stays dearer than the API',
      });
    }
    const day = (perRequest: number | null): number | null => {
      const requests = perRequest === null ? null : this.crossoverRequests(month, perRequest);
      return requests === null ? null : this.tokensPerDay(requests);
    };
    return figure({ ...draft, value: this.tokensPerDay(at), low: day(high), high: day(low) });
  }

  /** Requests a month at which the stairs first meet the line of the API; null when nowhere in range. */
  private crossoverRequests(instanceMonth: number, perRequest: number): number | null {
    let heldBefore = 0;
    for (let instances = this.fleet.fewest(); instances <= INSTANCES_SEARCHED; instances++) {
      const held = this.requestsHeldBy(instances);
      const meets = Math.max((instances * instanceMonth) / perRequest, heldBefore);
      if (meets <= held) return meets;
      heldBefore = held;
    }
    return null;
  }

  private requestsHeldBy(instances: number): number {
    return this.fleet.requestsPerMonth(this.fleet.peakOf(instances), SECONDS_PER_MONTH);
  }

  private tokensPerDay(requestsPerMonth: number): number {
    return (requestsPerMonth * this.tokensPerRequest) / DAYS_PER_MONTH;
  }

  private hasLoad(): boolean {
    const { requestsPerSecondMean, requestsPerSecondPeak } = this.question.sizing.traffic;
    return requestsPerSecondMean > 0 && requestsPerSecondPeak > 0;
  }

  private stepFigure(name: string, label: string, unit: string, value: number): Figure {
    const { option, purchase, api, sizing } = this.question;
    return figure({
      id: `${this.scope}.${name}`,
      label,
      value,
      unit,
      formula:
        'instances x price x 730; load from the throughput of their replicas at the utilisation target',
      inputs: [
        option.hourly[purchase].id,
        api.perRequest.id,
        servingFigure(sizing, 'requests-per-second').id,
        servingFigure(sizing, 'load-replicas').id,
      ],
      sources: option.hourly[purchase].sources,
      method: 'computed',
    });
  }
}
