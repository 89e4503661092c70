import { acceleratorFigures, type Catalog } from '@app/catalog';
import { figure, unknownFigure, type Figure } from '@app/kernel';
import type { CarbonResult, CarbonSite } from './carbon-result';
import { siteFigures, siteName } from './carbon-site';
import { embodiedOfOne, embodiedShare, LIFETIME } from './embodied';
import { product } from './emissions';
import { CARBON_SOURCES, SERVER_OVERHEAD } from './power-assumptions';

/** Accelerator-hours at full load: training, batch and embedding passes. */
export interface CarbonWork {
  readonly workloadId: string;
  /** Part of the figure ids: `training`, `batch`, `embedding`. */
  readonly subject: string;
  readonly acceleratorId: string;
  /** Accelerator-hours of one run. */
  readonly hours: Figure;
  readonly runsPerMonth: number;
  readonly runsRefs: readonly string[];
}

const SERVER_FACTOR = figure({
  ...SERVER_OVERHEAD,
  id: 'assumption.carbon.server-factor',
  label: 'power of the server over that of its accelerators',
  value: 1 + (SERVER_OVERHEAD.value ?? 0),
  low: 1 + (SERVER_OVERHEAD.low ?? 0),
  high: 1 + (SERVER_OVERHEAD.high ?? 0),
});

/**
 * Energy and emissions of accelerator-hours at a site: E = hours W (1 + overhead) runs / 1000, CO2e = E x PUE x
 * intensity. Source: Cloud Carbon Footprint methodology.
 */
export function carbonOfHours(work: CarbonWork, catalog: Catalog, site: CarbonSite): CarbonResult {
  const scope = `carbon.${work.workloadId}.${work.subject}.${work.acceleratorId}.${siteName(site)}`;
  const rated = acceleratorFigures(catalog.accelerator(work.acceleratorId)).power;
  const power = product(
    {
      id: `${scope}.power`,
      label: 'power of one accelerator with its share of the server',
      unit: 'kW',
      formula: 'W x (1 + server overhead) / 1000',
      sources: [CARBON_SOURCES.methodology, ...rated.sources],
    },
    [rated, SERVER_FACTOR],
    1 / 1000,
  );
  const energy = product(
    {
      id: `${scope}.energy`,
      label: `energy of ${work.subject}, monthly`,
      unit: 'kWh/month',
      formula: 'accelerator-hours x power x runs a month, at full load',
      sources: [CARBON_SOURCES.methodology],
    },
    [work.hours, power],
    work.runsPerMonth,
    work.runsRefs,
  );
  const { pue, intensity, basis } = siteFigures(site, catalog);
  const one = embodiedOfOne(catalog.accelerator(work.acceleratorId));
  const occupied = occupiedHours(scope, work);
  const embodied = embodiedShare(scope, one, occupied, []);
  const emissions = product(
    {
      id: `${scope}.emissions`,
      label: `emissions of ${work.subject}, monthly`,
      unit: 'kgCO2e/month',
      formula:
        'energy x PUE x grid intensity / 1000, location-based; the making of the hardware is not in it',
      sources: [CARBON_SOURCES.methodology, CARBON_SOURCES.scopeTwo, ...intensity.sources],
    },
    [energy, pue, intensity],
    1 / 1000,
  );
  const perMillionTokens = noTokens(scope, emissions);
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
      ...[rated, SERVER_FACTOR, work.hours, power, energy, pue, intensity, emissions, perMillionTokens],
      ...[one, LIFETIME, occupied, embodied],
    ],
  };
}

function occupiedHours(scope: string, work: CarbonWork): Figure {
  return product(
    {
      id: `${scope}.occupied-hours`,
      label: 'accelerator-hours, monthly',
      unit: 'h/month',
      formula: 'accelerator-hours x runs a month',
    },
    [work.hours],
    work.runsPerMonth,
    work.runsRefs,
  );
}

function noTokens(scope: string, emissions: Figure): Figure {
  return unknownFigure({
    id: `${scope}.per-million-tokens`,
    label: 'emissions per million output tokens',
    unit: 'gCO2e',
    method: 'computed',
    formula: 'emissions a month / output tokens a month x 1,000,000',
    inputs: [emissions.id],
    reason: 'only evaluated for serving',
  });
}
