import type { AcceleratorRow } from '@app/catalog';
import { type EfficiencyFactor, UNMEASURED_WIDENING } from './efficiency';
import { SPREAD } from './fitted-factors';
import { FORMULA_SOURCES as SOURCES } from './formula-sources';
import { trainingPeak } from './training-model';
import { runRate, tunedRate } from './training-rate';

/** Whether published trainings on chips of this architecture are in the fit. */
export function isMeasuredInTraining({ architecture }: AcceleratorRow): boolean {
  return architecture === 'Ampere' || architecture === 'Hopper';
}

/**
 * Model FLOP utilisation of a training run between its failures, against the dense 16-bit peak: what steps reach, times
 * what whole runs keep of it, less for small models.
 */
export function trainingUtilisation(accelerator: AcceleratorRow, activeParamsB: number): EfficiencyFactor {
  const peak = trainingPeak(accelerator) ?? NaN;
  const value = runRate(accelerator, activeParamsB) / peak;
  const known = isMeasuredInTraining(accelerator);
  const error = Math.exp(SPREAD.training * (known ? 1 : UNMEASURED_WIDENING));
  const size = `${Number(activeParamsB.toPrecision(3))}b`;
  return {
    id: `training-utilisation.${accelerator.id}.${size}`,
    label: `share of the peak rate that a training run reaches on ${accelerator.name} while it runs`,
    unit: '1',
    value,
    worst: value / error,
    best: Math.max(value * error, tunedRate(accelerator, error) / peak),
    source: SOURCES.trainingTables,
    note: `what whole runs reach, small models least; the good end is what steps of training reach, as a well-tuned run may: ${
      known
        ? 'fitted on published training throughputs and on reported accelerator-hours less what failures take of them'
        : 'by the law of its FLOP a byte, fitted on Ampere and Hopper: no published table for this family, so the ends are wider'
    }`,
  };
}
