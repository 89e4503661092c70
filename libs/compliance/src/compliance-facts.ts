import type { DutyDecision } from './duty-decision';

/** A value with the answer it comes from (`input:/organisation/regions`). */
export interface Stated<T> {
  readonly value: T;
  readonly answer: string;
}

/** A control as its owner describes it; `no` is `absent`. The id is one of ours or a property of the catalog. */
export interface ControlFact {
  readonly id: string;
  readonly status: 'implemented' | 'partial' | 'planned' | 'absent' | 'no';
  readonly answer: string;
  readonly evidence: ReadonlyArray<{
    readonly artefact: string;
    readonly effectiveDate: string;
    readonly expiryDate?: string;
  }>;
}

/** What a workload does that a regulation may care about. */
export interface WorkloadFact {
  readonly id: string;
  readonly kind: Stated<string>;
  /** Undefined where nobody answered. */
  readonly dataClasses?: Stated<readonly string[]>;
  readonly residency?: Stated<readonly string[]>;
  /** The answer that names a model or an API which somebody else made. */
  readonly thirdPartyModel?: string;
}

/** All that compliance needs to know of an assessment, as plain values. */
export interface ComplianceFacts {
  readonly industry?: Stated<string>;
  /** ISO 3166-1 alpha-2 codes or `EU`. */
  readonly regions?: Stated<readonly string[]>;
  readonly workloads: readonly WorkloadFact[];
  readonly declarations: ReadonlyArray<Stated<string>>;
  /** Trigger ids that are declared not to be true. */
  readonly denials?: ReadonlyArray<Stated<string>>;
  readonly obligations: ReadonlyArray<Stated<string>>;
  readonly controls: readonly ControlFact[];
  /** What people decided on frameworks and requirements. */
  readonly decisions?: readonly DutyDecision[];
}
