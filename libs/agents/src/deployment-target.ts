/** The figures that say how much of it: each by its id, where there is one. */
export interface DeploymentFigures {
  /** Replicas for the peak, the spare one included. */
  readonly replicas?: string;
  /** Accelerators that one replica spans, or each of its stages. */
  readonly tensorParallel?: string;
  /** Stages of a replica that lies over several machines as a pipeline. */
  readonly stages?: string;
  /** Sequences in flight that memory and SLO allow one replica. */
  readonly batch?: string;
  /** Accelerators of the whole fleet. */
  readonly accelerators?: string;
  /** Machines to rent. */
  readonly instances?: string;
}

/** Where hardware is rented: a row of the instance catalog. */
export interface DeploymentPlace {
  /** `<provider>/<instance type>/<region>` */
  readonly instanceId: string;
  readonly provider: string;
  readonly region: string;
  readonly instanceType: string;
  readonly acceleratorsPerInstance: number;
  /** The row prices one chip of a slice, not a machine. */
  readonly byChip: boolean;
}

/** A model behind somebody else's API: nothing is rented, and what calls it has to be told of it. */
export interface ApiTarget {
  readonly workloadId: string;
  readonly mode: 'api';
  /** Catalog id of the price, and the name by which its provider knows the model. */
  readonly apiId: string;
  readonly provider: string;
  readonly modelId: string;
  readonly figures: {
    /** USD a month at list prices. */
    readonly monthly: string;
  };
}

/** The option that a recommendation chose, as far as a deployment follows from it. Ids are those of the catalog. */
export type DeploymentTarget = HardwareTarget | ApiTarget;

/** Machines that are rented or owned. */
export interface HardwareTarget {
  readonly workloadId: string;
  readonly mode: 'serving' | 'batch' | 'embedding' | 'training';
  /** null where only a class of models is known. */
  readonly modelId: string | null;
  readonly precision: string;
  readonly accelerator: { readonly id: string; readonly vendor: string };
  /** null on hardware of one's own. */
  readonly place: DeploymentPlace | null;
  readonly figures: DeploymentFigures;
}
