import type { AcceleratorRow } from '@app/catalog';
import { UNMEASURED_CEILING } from './efficiency';
import { FITTED, type PerformanceFactors } from './fitted-factors';
import { computePath } from './number-format';

/** Formats in which training multiplies; states and sums stay in 16 and 32 bits. */
export type TrainingFormat = '16-bit' | 'fp8';

const TERA = 1e12;
/** The matrix-multiplication rate of H100 in bf16, FLOP/s, by which the size of a run's model is scaled. */
const HOPPER_RATE = 794.5 * TERA;
const GIGA = 1e9;
/** FLOP a byte of H100: that rate over its memory bandwidth. */
const HOPPER_INTENSITY = HOPPER_RATE / (3350 * GIGA);
/** No published training step reaches more of the rate of large multiplications. */
const LARGEST_SHARE = 0.8;

/** What a chip reaches in large 16-bit matrix multiplications, FLOP/s: measured where it was, else a share of the peak. */
export function matmulRate(accelerator: AcceleratorRow): number {
  const measured = accelerator.measuredMatmulTFLOPS?.bf16;
  const peak = accelerator.denseTFLOPS.bf16 ?? accelerator.denseTFLOPS.fp16 ?? 0;
  return (measured ?? peak * UNMEASURED_CEILING) * TERA;
}

/**
 * FLOP/s of a chip in the steps of training, 6 FLOP a parameter and token counted: r s (i / i_H100)^-e, i = r / W the
 * FLOP that the chip can do while it reads a byte. The more, the less of a step is spent in multiplications.
 */
export function stepRate(
  accelerator: AcceleratorRow,
  fitted: PerformanceFactors = FITTED,
  format: TrainingFormat = '16-bit',
): number {
  const rate = matmulRate(accelerator);
  const intensity = rate / (accelerator.memoryBandwidthGBs * GIGA);
  const law = fitted.training * (intensity / HOPPER_INTENSITY) ** -fitted.trainingIntensity;
  const share = Math.min(LARGEST_SHARE, law);
  return rate * share * (format === 'fp8' ? narrowSpeed(accelerator, share) : 1);
}

/** What a well-tuned run comes near, FLOP/s: the rate of steps, larger by `error` at most, and no more than any step reaches. */
export function tunedRate(accelerator: AcceleratorRow, error: number): number {
  return Math.min(stepRate(accelerator) * error, matmulRate(accelerator) * LARGEST_SHARE);
}

/**
 * Speed of a step in 8 bits relative to 16: 1 / (s r16/r8 + 1 - s) (Amdahl 1967). Only the share s of a step that is
 * spent in multiplications gets faster; 1 where the chip does not compute in 8 bits.
 */
function narrowSpeed(accelerator: AcceleratorRow, share: number): number {
  const path = computePath(accelerator, 'fp8');
  if (path === null || path.weightOnly) return 1;
  const narrow = path.flops * (path.measured ? 1 : UNMEASURED_CEILING);
  return 1 / (share * (matmulRate(accelerator) / narrow) + 1 - share);
}

/**
 * FLOP/s of a chip while a whole run of a model with so many active parameters runs: r g P / (P + P_0), P_0 grows with
 * the rate of the chip, because faster chips need larger models to hide communication behind. What checkpoints, failures
 * and restarts take of the time is not in it.
 */
export function runRate(
  accelerator: AcceleratorRow,
  activeParamsB: number,
  fitted: PerformanceFactors = FITTED,
  format: TrainingFormat = '16-bit',
): number {
  const half = fitted.trainingSmallModel * (matmulRate(accelerator) / HOPPER_RATE);
  return (
    stepRate(accelerator, fitted, format) * fitted.trainingRun * (activeParamsB / (activeParamsB + half))
  );
}
