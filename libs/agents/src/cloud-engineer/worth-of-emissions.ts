import { figure, type Figure, type Source } from '@app/kernel';
import type { Workbench } from '../workbench';

const EPA: Source = {
  title:
    'Social cost of carbon dioxide of the US EPA (December 2023), emissions of 2025 in USD of 2020, as costofcarbon.org shows it',
  url: 'https://costofcarbon.org/epa-values-for-the-social-cost-of-greenhouse-gases',
  asOf: '2023-12',
  confidence: 'medium',
};

/**
 * What a month of avoided emissions is worth to society less what avoiding them costs, USD a month: what work on it has
 * to be weighed against. `avoided` is in kgCO2e a month, `extraCost` in USD a month, below 0 where it saves money.
 */
export function worthOfEmissions(
  bench: Workbench,
  scope: string,
  avoided: Figure,
  extraCost: Figure,
): Figure {
  const harm = bench.figures.add(
    figure({
      id: 'assumption.social-cost-of-carbon',
      label: 'Harm of a tonne of CO2e to society',
      value: 210,
      low: 130,
      high: 360,
      unit: 'USD/tCO2e',
      method: 'assumed',
      formula: 'emissions of 2025 at a discount rate of 2 %; 2.5 % at the low end, 1.5 % at the high end',
      sources: [EPA],
    }),
  );
  const at = (end: 'value' | 'low' | 'high'): number =>
    ((avoided.value ?? 0) / 1000) * (harm[end] ?? 0) - (extraCost.value ?? 0);
  return bench.figures.add(
    figure({
      id: `${scope}.worth`,
      label: 'Harm avoided less what avoiding it costs',
      value: at('value'),
      low: at('low'),
      high: at('high'),
      unit: 'USD/month',
      method: 'computed',
      formula: 'emissions avoided / 1000 x harm of a tonne - extra cost',
      inputs: [avoided.id, harm.id, extraCost.id],
    }),
  );
}
