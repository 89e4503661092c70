import { acceleratorFigures, factFigure, modelFigures, type AcceleratorRow } from '@app/catalog';
import { figure, type Figure, type Source } from '@app/kernel';
import {
  efficiencyFactors,
  ENGINE_CONCURRENCY,
  factorFigure,
  UTILISATION,
  WORKING_TOKENS,
  type EfficiencyFactor,
} from './efficiency';
import { FORMULA_SOURCES as SOURCES } from './formula-sources';
import { NETWORK_LATENCY, NETWORK_RATE } from './machine-network';
import { BYTES_PER_WEIGHT, type ComputePath } from './number-format';
import type { ServingFigureName, ServingInputField, ServingSpec } from './serving';

/** How one figure of a sizing is read out of a result, and what it comes from. */
export interface Definition<Part> {
  readonly name: ServingFigureName;
  readonly label: string;
  readonly unit: string;
  readonly pick: (part: Part) => number;
  readonly formula: string;
  readonly inputs: readonly string[];
  readonly sources: readonly Source[];
}

/** What the definitions of figures draw on: the spec, its facts and assumptions, and the ids of its other figures. */
export interface ServingContext {
  readonly spec: ServingSpec;
  readonly basis: ServingBasis;
  /** Stages of a pipeline; 1 without one. */
  readonly stages: number;
  readonly id: (name: ServingFigureName) => string;
  readonly refs: (...fields: readonly ServingInputField[]) => string[];
}

/** What a pipeline over machines adds to them: the share of the throughput that is left, rate and latency of the network. */
export function pipelineBasisOf({ accelerator, model }: ServingSpec): readonly [Figure, Figure, Figure] {
  const { pipeline } = efficiencyFactors(accelerator, model);
  return [factorFigure(pipeline), factorFigure(NETWORK_RATE), factorFigure(NETWORK_LATENCY)];
}

export type ServingBasis = ReturnType<typeof basisOf>;

/** The facts and assumptions that every figure of a sizing goes back to. */
export function basisOf(spec: ServingSpec, path: ComputePath) {
  const { accelerator, model, precision } = spec;
  const factors = efficiencyFactors(accelerator, model);
  const assumed = (factor: EfficiencyFactor): Figure => factorFigure(factor);
  return {
    ...acceleratorFigures(accelerator),
    ...modelFigures(model),
    rate: computeRateFigure(accelerator, path),
    bytesPerWeight: figure({
      id: `assumption.sizing.bytes-per-weight.${precision}`,
      label: `bytes per weight in ${precision}`,
      unit: 'B',
      ...BYTES_PER_WEIGHT[precision],
      sources: [SOURCES.mxFormats, SOURCES.mlEngineering],
      method: 'sourced',
    }),
    bandwidthShare: assumed(factors.bandwidth),
    compute: assumed(factors.compute),
    experts: assumed(factors.experts),
    engine: assumed(factors.engine),
    step: assumed(factors.step),
    sequence: assumed(factors.sequence),
    collective: assumed(factors.collective),
    memoryShare: assumed(factors.memoryShare),
    reserve: assumed(factors.reserve),
    workingTokens: assumed(WORKING_TOKENS),
    engineConcurrency: assumed(ENGINE_CONCURRENCY),
    utilisation: assumed(UTILISATION),
  };
}

/** The rate at which a chip computes, with where it was measured or published. */
export function computeRateFigure(accelerator: AcceleratorRow, path: ComputePath): Figure {
  return factFigure({
    id: `catalog.accelerator.${accelerator.id}.rate.${path.dtype}`,
    label: `${path.measured ? 'measured' : 'peak dense'} ${path.dtype} rate of ${accelerator.name}`,
    value: path.flops / 1e12,
    unit: 'TFLOP/s',
    source: accelerator.source,
  });
}
