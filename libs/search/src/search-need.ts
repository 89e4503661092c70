import type { AcceleratorRow, Catalog, Purchase } from '@app/catalog';
import type { ApiTraffic } from '@app/pricing';
import type { Precision, ServingNeed } from '@app/sizing';
import type { SearchWeights } from './search-axis';

/** What one workload asks of the search. Regions are ids of the catalog. */
export interface SearchNeed {
  readonly workloadId: string;
  readonly catalog: Catalog;
  /** ISO date against which the age of prices is judged. */
  readonly asOf: string;
  /** null where nothing of it can be hosted: the reason is counted for every hosted option. */
  readonly hosted: HostedWorkload | null;
  readonly hostedReason: string | null;
  readonly apis: ApiNeed;
  readonly limits: SearchLimits;
  readonly weights: SearchWeights;
  /** Whether a commitment may be recommended: it should cover the least of a load curve, and that has to be measured. */
  readonly commitments: boolean;
  /**
   * Whether a service may be recommended on spot capacity without a promise of availability: where somebody weighed its
   * risk. One that somebody fixed on spot capacity may be in any case, and work that can be interrupted.
   */
  readonly spotServices: boolean;
}

/** What is to be hosted, as plain data: a service, or work as it was sized. */
export type HostedWorkload =
  | { readonly kind: 'serving'; readonly need: ServingNeed }
  | { readonly kind: 'work'; readonly precision: Precision; readonly work: readonly WorkOnAccelerator[] };

/** A pass of work on one accelerator: how many at once, for how long, how often. */
export interface WorkOnAccelerator {
  readonly acceleratorId: string;
  readonly accelerators: number;
  /** Of them, how many have to share an instance as far as one holds them. */
  readonly together: number;
  /** Of one pass; null for a stream that keeps its accelerators all month. */
  readonly hours: number | null;
  /**
   * Hours on spot capacity for each of `hours`, 1 or more: interruptions take some back. null where a pass would not end
   * in time; 1 where it is left out.
   */
  readonly spotHoursPerHour?: number | null;
  readonly passesPerMonth: number;
}

/** All of a need but the catalog: plain data, for a thread that has the catalog already. */
export type SearchOrder = Omit<SearchNeed, 'catalog'>;

/** The dimensions of hosted options beside instance and purchase, and how a point of them is sized. */
export interface HostedNeed {
  readonly precisions: readonly Precision[];
  readonly layouts: readonly ReplicaLayoutChoice[];
  /** Replicas beyond what the load needs. */
  readonly extras: readonly number[];
  readonly size: GroupSizer;
}

/** How one replica lies over accelerators: groups that share an instance, one for each stage of a pipeline. */
export interface ReplicaLayoutChoice {
  /** Accelerators of a group (tensor parallelism). */
  readonly group: number;
  /** 1 without a pipeline. */
  readonly stages: number;
}

/** Sizes one point; memoised by the search by accelerator, precision, layout and extra replicas. */
export type GroupSizer = (
  accelerator: AcceleratorRow,
  precision: Precision,
  layout: ReplicaLayoutChoice,
  extra: number,
) => SizedPoint;

export type SizedPoint =
  | { readonly obstacle: string }
  | {
      readonly obstacle: null;
      readonly replicas: number;
      /** Of them to spare: on a machine of their own. */
      readonly spareReplicas: number;
      /** The time that latency is compared by: end to end at the 95th percentile, or of one pass. Milliseconds. */
      readonly timeMs: number;
      /** Share of the throughput in use at the mean load, 0 to 1. */
      readonly meanUtilisation: number;
      /** Share of the month in which the hardware is rented: 1 for a service. */
      readonly rentedShare: number;
      /** Of work on spot capacity; as in `WorkOnAccelerator`. */
      readonly spotHoursPerHour?: number | null;
    };

/** The APIs of the catalog as options: those that serve what is asked for, and the traffic to bill. */
export interface ApiNeed {
  readonly traffic: ApiTraffic | null;
  readonly comparable: ReadonlySet<string>;
}

/** What options must keep to; what is left out allows all. */
export interface SearchLimits {
  readonly providers?: readonly string[];
  /** Regions that the stated regions leave out, and that residency leaves out of the rest. */
  readonly outsideRegions: ReadonlySet<string>;
  readonly outsideResidency: ReadonlySet<string>;
  /** How the limits are called: `EU`, `eu-central-1 or DE`. */
  readonly regionsLabel: string;
  readonly residencyLabel: string;
  readonly hosting: 'either' | 'self-host-only' | 'api-only';
  /** Places within which an API has to process: empty where none is stated. */
  readonly apiPlaces: readonly string[];
  readonly budgetUsdPerMonth?: number;
  /** The number format that a person stated. */
  readonly precision?: Precision;
  /** What is promised to users; null where nothing is. */
  readonly availabilityPercent: number | null;
  readonly pins: OptionPins;
  /** What people decided; options beside it are counted under it. */
  readonly decided?: readonly DecidedLimit[];
}

/** One choice that a person decided: hosted options that differ in `pins`, or the side that `hosting` leaves out, fall out. */
export interface DecidedLimit {
  /** What was decided on: `accelerator` gives the reason `decided.accelerator`. */
  readonly name: string;
  /** Who decided, and for what: `decided by Ada: NVIDIA L4`. */
  readonly label: string;
  readonly pins?: OptionPins;
  readonly hosting?: 'self-host-only' | 'api-only';
}

/** Parts of an option that somebody fixed. */
export interface OptionPins {
  readonly provider?: string;
  readonly region?: string;
  readonly acceleratorId?: string;
  readonly instanceType?: string;
  readonly purchase?: Purchase;
  readonly apiId?: string;
}
