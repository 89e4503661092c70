import type { EfficiencyFactor, FactorSide } from './efficiency';
import { FORMULA_SOURCES } from './formula-sources';

/** Bytes per second of one direction between two machines. No catalog of instances states it: presumed, with its range. */
export const NETWORK_RATE: EfficiencyFactor = {
  id: 'network-rate',
  label: 'rate of the network between two machines of one copy, one direction',
  unit: 'B/s',
  value: 40e9,
  worst: 12.5e9,
  best: 400e9,
  source: FORMULA_SOURCES.machineNetwork,
  note: 'presumed: the catalog knows no network of an instance. Up to 3,200 Gbit/s a machine; at some providers a tenth of it; 100 Gbit/s where there is no network but the ordinary one',
};

/** Seconds from one machine to the next, for a message of any size. */
export const NETWORK_LATENCY: EfficiencyFactor = {
  id: 'network-latency',
  label: 'latency of a message between two machines of one copy',
  unit: 's',
  value: 20e-6,
  worst: 40e-6,
  best: 10e-6,
  source: FORMULA_SOURCES.aiconfigurator,
  note: 'presumed: 10 microseconds are used for chips of one machine, and two to four times that over a network',
};

/** Bytes of a value that passes from one stage to the next. */
export const ACTIVATION_BYTES = 2;

/** A model cut into `stages` that lie on machines of their own. */
export interface MachineChain {
  readonly stages: number;
  readonly hiddenSize: number;
  readonly side: FactorSide;
}

/**
 * (p - 1) 2 H (B / p) / R + p beta: each of p groups of sequences passes p - 1 times to the next machine, with B / p
 * tokens of H values of 2 bytes, and once back with its token. Nothing of it is taken to overlap with computing.
 */
export function decodeHopSeconds(batch: number, { stages, hiddenSize, side }: MachineChain): number {
  const bytes = (ACTIVATION_BYTES * hiddenSize * batch) / stages;
  return ((stages - 1) * bytes) / NETWORK_RATE[side] + stages * NETWORK_LATENCY[side];
}

/** 2 H T / R + p beta: the pieces of a prompt follow one another, so that the links work at the same time. */
export function prefillHopSeconds(tokens: number, { stages, hiddenSize, side }: MachineChain): number {
  return (ACTIVATION_BYTES * hiddenSize * tokens) / NETWORK_RATE[side] + stages * NETWORK_LATENCY[side];
}
