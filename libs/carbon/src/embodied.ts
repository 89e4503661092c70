import type { AcceleratorRow } from '@app/catalog';
import { figure, unknownFigure, type Figure, type Source } from '@app/kernel';
import { CARBON_SOURCES } from './power-assumptions';

const LIFETIME_SOURCE: Source = {
  title: 'Cloud Carbon Footprint, expected lifespan of a server (four years)',
  url: 'https://github.com/cloud-carbon-footprint/cloud-carbon-footprint/blob/trunk/packages/aws/src/domain/AwsFootprintEstimationConstants.ts',
  asOf: '2024-03',
  confidence: 'medium',
};

/** Hours over which what was emitted in making hardware is spread. */
export const LIFETIME: Figure = figure({
  id: 'assumption.carbon.lifetime',
  label: 'hours over which the emissions of making hardware are spread',
  value: 35_040,
  low: 26_280,
  high: 52_560,
  unit: 'h',
  formula: 'four years; three to six in the range',
  sources: [LIFETIME_SOURCE, CARBON_SOURCES.methodology],
  method: 'assumed',
});

/** kgCO2e of making one accelerator with its share of the server, where somebody published it. */
const PUBLISHED: ReadonlyArray<{
  readonly applies: (id: string) => boolean;
  readonly kg: number;
  readonly source: Source;
}> = [
  {
    applies: (id) => id.startsWith('a100-sxm4'),
    kg: 318,
    source: {
      title:
        'Chien et al., Reducing the Carbon Impact of Generative AI Inference, HotCarbon 2023: an eighth of a server with eight A100',
      url: 'https://dl.acm.org/doi/pdf/10.1145/3604930.3605705',
      asOf: '2023-07',
      confidence: 'low',
    },
  },
];

/** kgCO2e of making one accelerator with its share of the server; unknown where nobody published it, never an average. */
export function embodiedOfOne(accelerator: AcceleratorRow): Figure {
  const found = PUBLISHED.find(({ applies }) => applies(accelerator.id));
  const draft = {
    id: `catalog.carbon.embodied.${accelerator.id}`,
    label: `emissions of making one ${accelerator.name} with its share of the server`,
    unit: 'kgCO2e',
    method: 'sourced' as const,
  };
  return found
    ? figure({ ...draft, value: found.kg, sources: [found.source] })
    : unknownFigure({
        ...draft,
        sources: PUBLISHED.map(({ source }) => source),
        reason: `the emissions of making ${accelerator.name} are not sourced`,
      });
}

/**
 * The share of a month in the emissions of making hardware: TE x accelerator-hours / lifetime. Source: Cloud Carbon
 * Footprint methodology. `hours` are accelerator-hours a month.
 */
export function embodiedShare(scope: string, one: Figure, hours: Figure, inputs: readonly string[]): Figure {
  const draft = {
    id: `${scope}.embodied`,
    label: 'emissions of making the hardware, share of a month',
    unit: 'kgCO2e/month',
    formula: 'emissions of making one x accelerator-hours a month / hours of life',
    inputs: [one.id, LIFETIME.id, hours.id, ...inputs],
    sources: [CARBON_SOURCES.methodology, ...one.sources],
    method: 'computed' as const,
  };
  const missing = [one, hours].find((entry) => entry.value === null);
  if (missing) return unknownFigure({ ...draft, reason: missing.unknown ?? `${missing.label} is unknown` });
  const at = (end: 'value' | 'low' | 'high', life: 'value' | 'low' | 'high'): number =>
    ((one[end] ?? one.value ?? 0) * (hours[end] ?? hours.value ?? 0)) / (LIFETIME[life] ?? 1);
  return figure({ ...draft, value: at('value', 'value'), low: at('low', 'high'), high: at('high', 'low') });
}
