import type { AcceleratorRow } from '@app/catalog';
import type { EfficiencyFactor } from './efficiency';
import { FORMULA_SOURCES as SOURCES } from './formula-sources';

/**
 * Model FLOP utilisation of training against the dense peak. The nominal 0.40 is the value with which reported
 * accelerator-hours are checked; the ends are the extremes that published runs on the family show.
 */
export function trainingUtilisation(accelerator: AcceleratorRow): EfficiencyFactor {
  const base = {
    label: `share of the peak rate that training reaches on ${accelerator.architecture}`,
    unit: '1',
    value: 0.4,
    source: SOURCES.trainingTables,
  };
  switch (accelerator.architecture) {
    case 'Hopper':
      return {
        ...base,
        id: 'training-utilisation.hopper',
        worst: 0.25,
        best: 0.48,
        note: '0.38 to 0.48 in published tables; 0.25 implied by the reported hours of Llama 3.1 70B',
      };
    case 'Ampere':
      return {
        ...base,
        id: 'training-utilisation.ampere',
        worst: 0.38,
        best: 0.64,
        note: '0.45 to 0.64 in published tables; 0.38 implied by the reported hours of Llama 2 13B',
      };
    default:
      return {
        ...base,
        // One figure for all of them: its label must not name one.
        label: 'share of the peak rate that training reaches on families without a published table',
        id: 'training-utilisation.other',
        worst: 0.25,
        best: 0.48,
        note: 'as on Hopper: no published table for this family',
      };
  }
}
