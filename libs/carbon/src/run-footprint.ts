import type { Catalog } from '@app/catalog';
import { figure, unknownFigure, type Figure, type Source } from '@app/kernel';
import { siteFigures } from './carbon-site';
import { product } from './emissions';
import { CARBON_SOURCES } from './power-assumptions';

/** What a run of this product used, as far as it was measured. */
export interface RunUse {
  /** Processor time of the workers, ms; null where nobody measured it. */
  readonly cpuMs: number | null;
  /** ISO 3166-1 alpha-3 code of where the workers stand, or null where nobody said. */
  readonly country: string | null;
  /** Tokens of language models. */
  readonly modelTokens: number;
}

/** Energy and emissions of a run of this product: measured processor time, assumed watts, all else unknown. */
export interface RunFootprint {
  readonly processorTime: Figure;
  /** Wh of the workers' processors with their share of the data centre. */
  readonly energy: Figure;
  /** gCO2e of that energy; unknown without a place. */
  readonly emissions: Figure;
  /** Wh of the language models that were asked; 0 where none was. */
  readonly modelEnergy: Figure;
  readonly figures: readonly Figure[];
}

const PROCESSOR_SOURCE: Source = {
  title: 'Cloud Carbon Footprint, average watts of a hardware thread: 0.74 idle, 3.5 in full use',
  url: 'https://github.com/cloud-carbon-footprint/cloud-carbon-footprint/blob/trunk/packages/aws/src/domain/AwsFootprintEstimationConstants.ts',
  asOf: '2024-03',
  confidence: 'medium',
};

/** A busy hardware thread; where the other thread of its core rests, it draws the power of both. */
const PROCESSOR_WATTS: Figure = figure({
  id: 'assumption.carbon.processor-watts',
  label: 'power of a busy hardware thread',
  value: 3.5,
  low: 0.74,
  high: 7,
  unit: 'W',
  formula: 'average of cloud servers in full use; from the idle average to two threads of one core',
  sources: [PROCESSOR_SOURCE],
  method: 'assumed',
});

const MS_PER_HOUR = 3_600_000;

/**
 * E = processor time x W x PUE. What the databases, the API, memory and network draw is not in it, nor is what the
 * workers use while they wait. Source of the method: Cloud Carbon Footprint.
 */
export function runFootprint(use: RunUse, catalog: Catalog): RunFootprint {
  const processorTime = timeFigure(use.cpuMs);
  const pue = pueFigure(catalog);
  const energy = product(
    {
      id: 'run.footprint.energy',
      label: 'Energy of the workers’ processors',
      unit: 'Wh',
      formula: 'processor time x power of a busy hardware thread x PUE',
      sources: [CARBON_SOURCES.methodology],
    },
    [processorTime, PROCESSOR_WATTS, pue],
    1 / MS_PER_HOUR,
  );
  const intensity = intensityFigure(use.country, catalog);
  const emissions = product(
    {
      id: 'run.footprint.emissions',
      label: 'Emissions of the workers’ processors',
      unit: 'gCO2e',
      formula: 'energy x grid intensity / 1000, location-based',
      sources: [CARBON_SOURCES.methodology, ...intensity.sources],
    },
    [energy, intensity],
    1 / 1000,
  );
  const modelEnergy = modelFigure(use.modelTokens);
  const figures = [processorTime, PROCESSOR_WATTS, pue, energy, intensity, emissions, modelEnergy];
  return { processorTime, energy, emissions, modelEnergy, figures };
}

function timeFigure(cpuMs: number | null): Figure {
  const draft = {
    id: 'run.footprint.processor-time',
    label: 'Processor time of the workers for this run',
    unit: 'ms',
    method: 'measured' as const,
    formula: 'processor time of the process, shared equally among the runs it had in hand at each moment',
  };
  return cpuMs === null
    ? unknownFigure({ ...draft, reason: 'nobody measured it' })
    : figure({ ...draft, value: cpuMs });
}

function pueFigure(catalog: Catalog): Figure {
  const { pue, source } = catalog.genericPue;
  return figure({
    id: 'assumption.carbon.pue.workers',
    label: 'PUE of where the workers stand, which nobody stated',
    value: pue,
    low: 1,
    high: pue,
    unit: '1',
    sources: [source],
    method: 'assumed',
  });
}

function intensityFigure(country: string | null, catalog: Catalog): Figure {
  if (country !== null) return siteFigures({ kind: 'country', iso3: country }, catalog).intensity;
  return unknownFigure({
    id: 'run.footprint.intensity',
    label: 'grid intensity of where the workers stand',
    unit: 'gCO2e/kWh',
    method: 'sourced',
    sources: catalog.gridSources(),
    reason: 'nobody stated in which country the workers stand',
  });
}

function modelFigure(tokens: number): Figure {
  const draft = {
    id: 'run.footprint.model-energy',
    label: 'Energy of the language models that were asked',
    unit: 'Wh',
    method: 'measured' as const,
    formula: 'tokens x energy of a token',
  };
  if (tokens === 0) return figure({ ...draft, value: 0, formula: 'no token of a language model was used' });
  return unknownFigure({ ...draft, reason: 'no energy of a token of these models is sourced' });
}
