import type { AgentId } from '@app/agents';
import type { ReportDocument } from '@app/reports';

/** A person's decision as a run honoured it. */
export interface ComparedDecision {
  readonly key: string;
  readonly option: string;
  readonly by: string;
}

/** One side of a comparison: the report of a run, and what else is known of the run. */
export interface ComparedRun {
  readonly document: ReportDocument;
  /** Null where only the report is at hand. */
  readonly facts: ComparedFacts | null;
}

/** What a report does not say of its run. */
export interface ComparedFacts {
  readonly assessmentId: string;
  readonly assessmentVersion: number;
  /** The input as it was assessed, every workload with its id. */
  readonly input: unknown;
  /** What people had decided when the run was accepted. */
  readonly decisions: readonly ComparedDecision[];
  /** What can change a figure besides input, catalog and product: seed, quorum. */
  readonly seed: number;
  /** The agents that gave each figure; only there where agents are missing on one side. */
  readonly agentsOf?: ReadonlyMap<string, ReadonlySet<AgentId>>;
}
