import type { AgentId, AgentOutput } from '@app/agents';
import type { DecisionOverride } from '@app/synthesis';
import type { RunState } from './run-state';

/** What a client may set when it starts a run; what is left out comes from the configuration. */
export interface RunOptions {
  /** Agents that must succeed for a result, 1 to 11. */
  readonly quorum: number;
  /** ISO date to assess as of. */
  readonly asOf: string;
  readonly seed: number;
  readonly agentTimeoutMs: number;
  readonly agentAttempts: number;
  readonly agentTokenBudget: number;
  /** What language models may cost in the whole run, US dollars. */
  readonly budgetUsd: number;
  readonly narration: NarrationMode;
}

/**
 * Whether a language model words the findings: never; where it can, else the computed text stands; or always, and an
 * agent whose findings no model could word counts as failed.
 */
export type NarrationMode = (typeof NARRATION_MODES)[number];
export const NARRATION_MODES = ['off', 'preferred', 'required'] as const;

export type PhaseName = 'queued' | 'validating' | 'running' | 'paused' | 'synthesising' | 'reporting';

/** A stretch of the run's life. `endedAt` is null while it lasts. */
export interface RunPhase {
  readonly name: PhaseName;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
}

/** Why a run or an agent ended badly: a stable code and words for people. */
export interface RunProblem {
  readonly code: string;
  readonly message: string;
  readonly pointer?: string;
  readonly agent?: AgentId;
}

export interface RunSpending {
  readonly calls: number;
  /** By agent. */
  readonly tokens: Readonly<Partial<Record<AgentId, number>>>;
  /** A million are one US dollar. */
  readonly microUsd: number;
}

/** What workers used for a run. */
export interface RunUsage {
  /** Processor time, ms. */
  readonly cpuMs: number;
  /** ISO 3166-1 alpha-3 code of where the last of them stands, or null where nobody said. */
  readonly country: string | null;
}

/** A run as stored. */
export interface Run {
  readonly id: string;
  readonly tenantId: string;
  readonly assessmentId: string;
  readonly assessmentVersion: number;
  readonly assessmentName: string;
  readonly state: RunState;
  /** Counts the claims: a writer with an older one matches nothing. */
  readonly epoch: number;
  readonly options: RunOptions;
  /** The version of the tenant's own catalog files that it was accepted with; none or 0: it uses the shipped catalog. */
  readonly overridesVersion?: number;
  readonly phases: readonly RunPhase[];
  readonly problems: readonly RunProblem[];
  readonly missingAgents: readonly AgentId[];
  /** What language models cost so far, calls under way at the most that they can cost. */
  readonly spending: RunSpending;
  /** Missing where nobody measured it. */
  readonly usage?: RunUsage;
  /** What people had decided when the run was accepted: it honours that, whatever is decided meanwhile. */
  readonly decisions?: readonly DecisionOverride[];
  /** The run whose finished agents this one took over, when it is a retry. */
  readonly retryOf: string | null;
  /** Joins the logs of everything that was done for the run, whoever did it. */
  readonly correlationId: string;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
}

/** `stopped` is never stored: an open step of a run that is final. */
export type StepStatus = 'pending' | 'running' | 'succeeded' | 'failed' | 'stopped';

export interface StepAttempt {
  readonly number: number;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly outcome: 'succeeded' | 'failed' | 'timed-out' | 'aborted' | null;
  readonly error: string | null;
  /** Wait before this attempt, after the one before it failed. */
  readonly backoffMs: number;
}

/** One agent's part of a run: its checkpoint. */
export interface AgentStep {
  readonly runId: string;
  readonly tenantId: string;
  readonly agent: AgentId;
  readonly status: StepStatus;
  readonly epoch: number;
  /** The versions of the product and the catalog that the result is computed with. */
  readonly basis: string;
  readonly attempts: readonly StepAttempt[];
  /** The run in which the result was made, when a retry took it over. */
  readonly carriedFrom: string | null;
  readonly output: AgentOutput | null;
}

/** A step without what its agent found, but with how the wording of that went. */
export type AgentStepSummary = Omit<AgentStep, 'output'> & { readonly output?: WordingTrace | null };

/** What tells whether a model worded a result, or why not: none of its words. */
export interface WordingTrace {
  readonly narrative?: { readonly by: object } | { readonly missing: { readonly code: string } };
}
