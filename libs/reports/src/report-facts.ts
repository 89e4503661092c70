import type { AgentId, AgentOutput } from '@app/agents';
import type { AssessmentInput } from '@app/assessments';
import type { RunUse } from '@app/carbon';
import type { Recommendation, SynthesisResult } from '@app/synthesis';

/** All that a report is made from. */
export interface ReportFacts {
  readonly run: ReportRunFacts;
  readonly input: AssessmentInput;
  readonly outputs: readonly AgentOutput[];
  readonly synthesis: SynthesisResult;
  /** As stored, by rank. */
  readonly recommendations: readonly Recommendation[];
  /** Versions of what made the analysis, by name. */
  readonly versions: Readonly<Record<string, string>>;
}

/** What a report says of the run itself. */
export interface ReportRunFacts {
  readonly id: string;
  readonly state: 'completed' | 'partial';
  /** When a worker first took the run. */
  readonly startedAt: Date;
  /** When the analysis was complete: the report itself is not in its own time. */
  readonly endedAt: Date;
  /** ISO date of the assessment. */
  readonly asOf: string;
  readonly agents: readonly ReportAgentSpan[];
  /** What the workers used up to here; missing where nobody measured it. */
  readonly use?: RunUse;
  /** What language models took up to here, by their own count and their prices; missing where nobody counted. */
  readonly spending?: { readonly tokens: number; readonly usd: number };
  readonly missing: ReadonlyArray<{ readonly agent: AgentId; readonly reason: string }>;
}

/** One agent's time: from the start of its first attempt to its end, waits between attempts included. */
export interface ReportAgentSpan {
  readonly agent: AgentId;
  readonly startedAt: Date;
  readonly endedAt: Date;
  readonly attempts: number;
  /** The result was taken over from an earlier run: its time is not this run's. */
  readonly carriedOver?: boolean;
}
