import type { Figure } from '@app/kernel';
import type { Removal, SearchOption } from '@app/search';

/** The four axes of an option as figures, or of the difference between two. */
export interface AxisFigures {
  readonly cost: Figure;
  readonly latency: Figure;
  readonly carbon: Figure;
  readonly risk: Figure;
}

/** The best way to host a workload on one side, or why there is none. */
export interface HostedSide {
  readonly option: SearchOption | null;
  readonly figures: AxisFigures | null;
  /** Options looked at, and those that fell out, by reason. */
  readonly total: number;
  readonly removals: readonly Removal[];
  /** Why nothing can be hosted; null where something can. */
  readonly reason: string | null;
}

/** The API on one side: the one stated, else the cheapest that serves the same model or class. */
export interface ApiSide {
  readonly apiId: string | null;
  readonly cost: Figure | null;
  readonly reason: string | null;
}

export interface BothSides<Side, Delta> {
  readonly before: Side;
  readonly after: Side;
  /** After less before; null where one side has nothing. */
  readonly delta: Delta | null;
}

export interface WorkloadWhatIf {
  readonly workloadId: string;
  readonly name: string;
  readonly hosted: BothSides<HostedSide, AxisFigures>;
  readonly api: BothSides<ApiSide, Figure>;
  /** How it would be run by limits and cost alone. */
  readonly likely: {
    readonly before: 'api' | 'self-host' | null;
    readonly after: 'api' | 'self-host' | null;
  };
  /** Stated limits that the changed workload breaks. */
  readonly breaches: readonly string[];
}

export interface ComplianceSide {
  readonly frameworks: readonly string[];
  readonly requirements: Figure;
  readonly gaps: Figure;
}

export interface WhatIfResult {
  readonly asOf: string;
  readonly workloads: readonly WorkloadWhatIf[];
  readonly compliance: BothSides<ComplianceSide, { readonly requirements: Figure; readonly gaps: Figure }> & {
    readonly added: readonly string[];
    readonly removed: readonly string[];
  };
  /** Those above and what they were computed from. */
  readonly figures: readonly Figure[];
}
