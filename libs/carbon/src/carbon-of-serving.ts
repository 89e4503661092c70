import { acceleratorFigures, type Catalog } from '@app/catalog';
import { figure, InvariantError, unknownFigure, type Figure } from '@app/kernel';
import { meanOf, servingFigure, type ServingSizing } from '@app/sizing';
import type { CarbonResult, CarbonSite } from './carbon-result';
import { siteFigures, siteName } from './carbon-site';
import { embodiedOfOne, embodiedShare, LIFETIME } from './embodied';
import { product } from './emissions';
import { CARBON_SOURCES, idleShareFigure, SERVER_OVERHEAD } from './power-assumptions';

const HOURS_PER_MONTH = 730;

/**
 * Energy and emissions of a feasible sizing at a site, at its mean load:
 * E = N (W_idle + u (W_max - W_idle)) (1 + overhead) 730 / 1000, CO2e = E x PUE x intensity.
 * Source: Cloud Carbon Footprint methodology.
 */
export function carbonOfServing(sizing: ServingSizing, catalog: Catalog, site: CarbonSite): CarbonResult {
  if (!sizing.feasible) throw new InvariantError(`${sizing.workloadId} has no feasible sizing to power`);
  const scope = `carbon.${servingScope(sizing)}.${siteName(site)}`;
  const accelerator = catalog.accelerator(sizing.acceleratorId);
  const rated = acceleratorFigures(accelerator).power;
  const idle = idleShareFigure(accelerator, catalog);
  const power = powerFigure(scope, sizing, rated, idle);
  const energy = product(
    {
      id: `${scope}.energy`,
      label: 'energy of the servers, monthly',
      unit: 'kWh/month',
      formula: 'mean power x 730 h',
      sources: [CARBON_SOURCES.methodology],
    },
    [power],
    HOURS_PER_MONTH,
  );
  const { pue, intensity, basis } = siteFigures(site, catalog);
  const running = runningShare(sizing);
  const one = embodiedOfOne(accelerator);
  const occupied = product(
    {
      id: `${scope}.occupied-hours`,
      label: 'accelerator-hours that the fleet occupies, monthly',
      unit: 'h/month',
      formula: `accelerators x 730 h${running.length > 0 ? ' x share that runs on average' : ''}, used or not`,
    },
    [servingFigure(sizing, 'accelerators'), ...running],
    HOURS_PER_MONTH,
  );
  const embodied = embodiedShare(scope, one, occupied, []);
  const emissions = product(
    {
      id: `${scope}.emissions`,
      label: 'emissions of operation, monthly',
      unit: 'kgCO2e/month',
      formula:
        'energy x PUE x grid intensity / 1000, location-based; the making of the hardware is not in it',
      sources: [CARBON_SOURCES.methodology, CARBON_SOURCES.scopeTwo, ...intensity.sources],
    },
    [energy, pue, intensity],
    1 / 1000,
  );
  const perMillionTokens = perTokens(scope, sizing, emissions);
  return {
    power,
    energy,
    pue,
    intensity,
    basis,
    emissions,
    embodied,
    perMillionTokens,
    figures: [
      ...[rated, idle, SERVER_OVERHEAD, power, energy, pue, intensity, emissions, perMillionTokens],
      ...[one, LIFETIME, occupied, embodied],
    ],
  };
}

/** The part that names a sizing within figure ids. */
function servingScope(sizing: ServingSizing): string {
  return servingFigure(sizing, 'replicas').id.slice('sizing.'.length, -'.replicas'.length);
}

/** The share of a fleet that comes and goes; none of one that stays as it is. */
function runningShare(sizing: ServingSizing): Figure[] {
  return sizing.ids['rented-share'] === undefined ? [] : [servingFigure(sizing, 'rented-share')];
}

function powerFigure(scope: string, sizing: ServingSizing, rated: Figure, idle: Figure): Figure {
  const count = servingFigure(sizing, 'accelerators');
  const used = servingFigure(sizing, 'mean-utilisation');
  const running = runningShare(sizing);
  const draft = {
    id: `${scope}.power`,
    label: 'mean power of the servers',
    unit: 'kW',
    formula: `accelerators${running.length > 0 ? ' x share that runs on average' : ''} x W x (idle + u (1 - idle)) x (1 + server overhead) / 1000, u share of the throughput in use`,
    inputs: [count.id, ...running.map(({ id }) => id), used.id, rated.id, idle.id, SERVER_OVERHEAD.id],
    sources: [CARBON_SOURCES.methodology, ...rated.sources],
    method: 'computed' as const,
  };
  const watts = rated.value;
  if (watts === null)
    return unknownFigure({ ...draft, reason: rated.unknown ?? 'the rated power is not sourced' });
  const at = (end: 'value' | 'low' | 'high'): number => {
    const of = (entry: Figure): number => entry[end] ?? entry.value ?? 0;
    const share = of(idle) + Math.min(1, of(used)) * (1 - of(idle));
    const busy = running.reduce((all, entry) => all * of(entry), of(count));
    return (busy * watts * share * (1 + of(SERVER_OVERHEAD))) / 1000;
  };
  return figure({ ...draft, value: at('value'), low: at('low'), high: at('high') });
}

function perTokens(scope: string, sizing: ServingSizing, emissions: Figure): Figure {
  const { traffic } = sizing;
  const tokens = traffic.requestsPerSecondMean * 3600 * HOURS_PER_MONTH * meanOf(traffic.outputTokens);
  const draft = {
    id: `${scope}.per-million-tokens`,
    label: 'emissions per million output tokens',
    unit: 'gCO2e',
    formula: 'emissions a month / output tokens a month x 1,000,000',
    sources: emissions.sources,
  };
  if (tokens <= 0) {
    return unknownFigure({
      ...draft,
      method: 'computed',
      inputs: [emissions.id],
      reason: 'there is no mean load',
    });
  }
  const inputs = servingFigure(sizing, 'mean-utilisation').inputs.filter((id) => !id.startsWith('sizing.'));
  return product(draft, [emissions], 1e9 / tokens, inputs);
}
