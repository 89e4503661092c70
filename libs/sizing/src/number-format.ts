import type { AcceleratorRow } from '@app/catalog';
import type { Precision } from './serving';

/**
 * Bytes per weight. 4-bit formats carry their scales: int4 with groups of 128 to 64 weights 0.53 to 0.56, MXFP4 and
 * NVFP4 with 8-bit block scales 0.53 to 0.5625.
 */
export const BYTES_PER_WEIGHT: Readonly<Record<Precision, { value: number; low: number; high: number }>> = {
  fp16: { value: 2, low: 2, high: 2 },
  bf16: { value: 2, low: 2, high: 2 },
  fp8: { value: 1, low: 1, high: 1 },
  int8: { value: 1, low: 1, high: 1 },
  int4: { value: 0.545, low: 0.53, high: 0.56 },
  fp4: { value: 0.53, low: 0.53, high: 0.5625 },
};

/** The arithmetic that a chip uses for weights of a format, and its rate. */
export interface ComputePath {
  readonly dtype: 'fp16' | 'bf16' | 'fp8' | 'int8' | 'fp4';
  /** FLOP/s: the matrix-multiplication rate where one was measured, else the dense peak. */
  readonly flops: number;
  readonly measured: boolean;
  /** The weights are stored in a format in which the chip does not compute, and expanded on the fly. */
  readonly weightOnly: boolean;
}

const TERA = 1e12;

/**
 * How a chip computes with weights of this format; null when no dense rate of it is sourced. A rate that nobody
 * measured takes the share of its peak that the chip's next wider measured format reaches.
 */
export function computePath(accelerator: AcceleratorRow, precision: Precision): ComputePath | null {
  const dense = accelerator.denseTFLOPS;
  const measured = accelerator.measuredMatmulTFLOPS;
  const native = (
    dtype: ComputePath['dtype'],
    peak: number | null,
    best: number | undefined,
  ): ComputePath | null =>
    peak === null
      ? null
      : { dtype, flops: (best ?? peak) * TERA, measured: best !== undefined, weightOnly: false };
  const reached = (peak: number | null, wider: readonly [number | undefined, number | null]) => {
    const [rate, of] = wider;
    return peak === null || rate === undefined || of === null ? undefined : (peak * rate) / of;
  };
  const best8 = measured?.fp8 ?? reached(dense.fp8, [measured?.bf16, dense.bf16]);
  const best4 =
    reached(dense.fp4, [measured?.fp8, dense.fp8]) ?? reached(dense.fp4, [measured?.bf16, dense.bf16]);
  const sixteen = native('bf16', dense.bf16, measured?.bf16) ?? native('fp16', dense.fp16, undefined);
  switch (precision) {
    case 'bf16':
    case 'fp16':
      return sixteen;
    case 'fp8':
      return native('fp8', dense.fp8, best8) ?? weightOnly(sixteen);
    case 'fp4':
      return native('fp4', dense.fp4, best4) ?? weightOnly(sixteen);
    // Weight-only formats: engines expand int8 and int4 weights to 16 bits before the multiplication.
    case 'int8':
    case 'int4':
      return weightOnly(sixteen);
  }
}

function weightOnly(path: ComputePath | null): ComputePath | null {
  return path === null ? null : { ...path, weightOnly: true };
}
