import type { AcceleratorRow } from '@app/catalog';
import { UNMEASURED_CEILING } from './efficiency';
import { FITTED, type PerformanceFactors } from './fitted-factors';

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
export function stepRate(accelerator: AcceleratorRow, fitted: PerformanceFactors = FITTED): number {
  const rate = matmulRate(accelerator);
  const intensity = rate / (accelerator.memoryBandwidthGBs * GIGA);
  const share = fitted.training * (intensity / HOPPER_INTENSITY) ** -fitted.trainingIntensity;
  return rate * Math.min(LARGEST_SHARE, share);
}

/**
 * FLOP/s of a chip over a whole run of a model with so many active parameters: r g P / (P + P_0), g goodput, P_0 grows
 * with the rate of the chip, because faster chips need larger models to hide communication behind.
 */
export function runRate(
  accelerator: AcceleratorRow,
  activeParamsB: number,
  fitted: PerformanceFactors = FITTED,
): number {
  const half = fitted.trainingSmallModel * (matmulRate(accelerator) / HOPPER_RATE);
  return stepRate(accelerator, fitted) * fitted.trainingGoodput * (activeParamsB / (activeParamsB + half));
}
