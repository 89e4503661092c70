import type { AgentStepSummary, Run } from './run';
import { isTerminal } from './run-state';

/** A run with the state of each of its agents, without their outputs. */
export interface RunDetail extends Run {
  readonly steps: readonly AgentStepSummary[];
}

/** A run with its steps as they stand; what a final run left open is stopped, and nobody works on a paused one. */
export function detailOf(run: Run, steps: readonly AgentStepSummary[]): RunDetail {
  if (isTerminal(run.state)) return { ...run, steps: steps.map((step) => inFact(step, 'stopped')) };
  // A worker that died while its run came to a halt left its steps as they were.
  if (run.state === 'paused') return { ...run, steps: steps.map((step) => inFact(step, 'pending')) };
  return { ...run, steps };
}

function inFact(step: AgentStepSummary, status: 'stopped' | 'pending'): AgentStepSummary {
  return step.status === 'pending' || step.status === 'running' ? { ...step, status } : step;
}

/** How a run spent its time, all in ms. `speedUp` is null until something finished. */
export interface RunTiming {
  readonly wallMs: number | null;
  readonly agentSpanMs: number;
  /** Sum of the agents' spans over the run's wall time, from its start to its end: what working in parallel gained. */
  readonly speedUp: number | null;
}

/** Spans of this run's own attempts; agents carried over from an earlier run took no time here. */
export function timingOf(run: RunDetail): RunTiming {
  const own = run.steps.filter((step) => step.carriedFrom === null);
  const attempts = own.flatMap((step) => step.attempts).filter((attempt) => attempt.endedAt !== null);
  const agentSpanMs = attempts.reduce(
    (sum, attempt) => sum + ((attempt.endedAt?.getTime() ?? 0) - attempt.startedAt.getTime()),
    0,
  );
  const wallMs = run.startedAt && run.endedAt ? run.endedAt.getTime() - run.startedAt.getTime() : null;
  return { wallMs, agentSpanMs, speedUp: wallMs ? agentSpanMs / wallMs : null };
}

const BEFORE_AGENTS = 5;
const AFTER_AGENTS = 85;

/** Progress while the agents work, 5 to 85: each agent that ended counts the same. */
export function agentsPercent(done: number, total: number): number {
  return BEFORE_AGENTS + Math.floor(((AFTER_AGENTS - BEFORE_AGENTS) * done) / Math.max(1, total));
}

/** How far a run is, 0 to 100, and the step it is at. Only a run with a result reaches 100. */
export function progressOf(run: RunDetail): { percent: number; step: string } {
  const done = run.steps.filter((step) => step.status === 'succeeded' || step.status === 'failed').length;
  const reached = agentsPercent(done, run.steps.length);
  switch (run.state) {
    case 'queued':
      return { percent: 0, step: 'waiting for a worker' };
    case 'validating':
      return { percent: 2, step: 'checking the input' };
    case 'running':
      return { percent: reached, step: runningStep(run) };
    case 'pausing':
      return { percent: reached, step: 'coming to a halt' };
    case 'paused':
      return { percent: run.steps.length === 0 ? 0 : reached, step: 'paused' };
    case 'synthesising':
      return { percent: 90, step: 'joining the findings' };
    case 'reporting':
      return { percent: 95, step: 'writing the report' };
    case 'completed':
    case 'partial':
      return { percent: 100, step: 'finished' };
    case 'failed':
    case 'cancelled':
      return { percent: run.steps.length === 0 ? 0 : reached, step: run.state };
  }
}

function runningStep(run: RunDetail): string {
  const busy = run.steps.filter((step) => step.status === 'running').map((step) => step.agent);
  return busy.length === 0 ? 'analysing' : `analysing: ${busy.join(', ')}`;
}
