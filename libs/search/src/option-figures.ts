import { type Catalog, instancePriceFigure } from '@app/catalog';
import { figure, type Figure, type FigureDraft, unknownFigure } from '@app/kernel';
import { type ApiTraffic, priceApi } from '@app/pricing';
import { type OptionReadings, readingsOf, type Span } from './option-readings';
import type { SearchOrder } from './search-need';
import type { HardwareChoice, SearchOption } from './search-result';

/** What is known of an option as figures, with all that they were computed from. */
export interface OptionFigures {
  readonly cost: Figure;
  readonly latency: Figure;
  readonly carbon: Figure;
  readonly risk: Figure;
  readonly figures: readonly Figure[];
}

/**
 * The figures of an option that the search gave for this order. Ids are `search.<workload>.<option>.<name>`, or start
 * with `scope` where one is given.
 */
export function optionFigures(
  order: SearchOrder,
  catalog: Catalog,
  option: SearchOption,
  scope = `search.${order.workloadId}.${option.id}`,
): OptionFigures {
  const parts = option.hardware
    ? hostedFigures(order, catalog, option, option.hardware, scope)
    : apiFigures(order, catalog, option, scope);
  const risk = riskFigure(scope, option, parts.cost.id);
  return { ...parts, risk, figures: [...parts.figures, risk] };
}

type Parts = Omit<OptionFigures, 'risk'>;

function hostedFigures(
  order: SearchOrder,
  catalog: Catalog,
  option: SearchOption,
  hardware: HardwareChoice,
  scope: string,
): Parts {
  const row = catalog.instances.find((entry) => entry.id === hardware.instanceId);
  const accelerator = catalog.accelerator(hardware.acceleratorId);
  const readings = readingsOf(order, catalog, option, hardware);
  const inputs = refsOf(order);
  const name = `${hardware.instanceType} in ${option.region}, ${hardware.purchase}`;
  const instances = spanFigure(
    {
      id: `${scope}.instances`,
      label: `${hardware.instanceType} instances in ${option.region}`,
      unit: '1',
      formula: 'replicas that hold the promises at the peak, with the spare, packed onto instances',
      inputs,
      sources: [accelerator.source],
      method: 'computed',
    },
    readings.instances,
    'the sizing gives no number',
  );
  const price = row === undefined ? null : instancePriceFigure(row, hardware.purchase);
  const cost = spanFigure(
    {
      id: `${scope}.cost`,
      label: `${name}, a month`,
      unit: 'USD/month',
      formula: `instances x price x 730 h x share of the month in which they are rented${longerOn(readings, hardware)}`,
      inputs: [instances.id, ...(price ? [price.id] : [])],
      sources: price?.sources ?? [],
      method: 'computed',
    },
    readings.cost,
    'no price is sourced',
  );
  const latency = latencyFigure(scope, name, { readings, hardware }, [instances.id, ...inputs]);
  const grid = catalog.findGridCarbon(option.provider, option.region ?? '');
  const carbon = spanFigure(
    {
      id: `${scope}.carbon`,
      label: `${name}, emissions of operation`,
      unit: 'kgCO2e/month',
      formula:
        'accelerators x W (idle + u (1 - idle)) (1 + server overhead) x 730 h x PUE x grid intensity, location-based',
      inputs: [instances.id],
      sources: [accelerator.source, ...(grid ? [grid.source] : catalog.gridSources())],
      method: 'computed',
    },
    readings.carbon,
    grid
      ? 'the power of the accelerator is not sourced'
      : `no grid data for ${option.provider} ${option.region} is sourced`,
  );
  return { cost, latency, carbon, figures: [instances, ...(price ? [price] : []), cost, latency, carbon] };
}

function latencyFigure(
  scope: string,
  name: string,
  { readings, hardware }: { readonly readings: OptionReadings; readonly hardware: HardwareChoice },
  inputs: readonly string[],
): Figure {
  const formula = readings.isService
    ? 'wait + prefill + (output tokens - 1) x time per output token, at the 95th percentile of both lengths and the peak load'
    : `accelerator-hours of a pass / accelerators${longerOn(readings, hardware)}`;
  return spanFigure(
    {
      id: `${scope}.latency`,
      label: readings.isService ? `${name}, end to end at the 95th percentile` : `${name}, one pass`,
      unit: readings.isService ? 'ms' : 'h',
      formula,
      inputs,
      sources: [],
      method: 'computed',
    },
    readings.latency,
    'the sizing gives no time',
  );
}

/** Work on spot capacity takes longer: interruptions take some of it back. */
function longerOn({ isService }: OptionReadings, { purchase }: HardwareChoice): string {
  return !isService && purchase === 'spot' ? ' x hours on spot capacity for each hour on demand' : '';
}

function apiFigures(order: SearchOrder, catalog: Catalog, option: SearchOption, scope: string): Parts {
  const row = catalog.apiPrice(option.apiId ?? '');
  const priced = priceApi(order.apis.traffic as ApiTraffic, row, order.asOf);
  const unknown = (part: string, label: string, unit: string): Figure =>
    unknownFigure({
      id: `${scope}.${part}`,
      label: `${row.model} by API, ${label}`,
      unit,
      method: 'sourced',
      sources: [row.source],
      reason: `${row.provider} publishes no ${label} for it`,
    });
  const latency = unknown('latency', 'latency', 'ms');
  const carbon = unknown('carbon', 'emissions', 'kgCO2e/month');
  return { cost: priced.monthly, latency, carbon, figures: [...priced.figures, latency, carbon] };
}

function riskFigure(scope: string, option: SearchOption, costId: string): Figure {
  const terms = option.riskTerms.map((term) => `${term.term} ${term.points} (${term.why})`);
  return figure({
    id: `${scope}.risk`,
    label: 'risk points: a rank by rules, no probability',
    value: option.risk,
    unit: '1',
    formula: terms.length === 0 ? 'no rule gives a point' : terms.join(' + '),
    inputs: [costId],
    method: 'computed',
  });
}

function spanFigure(draft: Omit<FigureDraft, 'value' | 'low' | 'high'>, span: Span, reason: string): Figure {
  const { value, low, high } = span;
  return value === null ? unknownFigure({ ...draft, reason }) : figure({ ...draft, value, low, high });
}

/** The answers and assumptions that a service is sized from. */
function refsOf(order: SearchOrder): string[] {
  if (order.hosted?.kind !== 'serving') return [];
  return [...new Set(Object.values(order.hosted.need.inputRefs).flat())];
}
