import type { AgentId } from '@app/agents';
import type { Run, RunPhase, RunProblem, RunUsage } from './run';
import type { RunOutcome } from './run-outcome';
import type { StateChange } from './run.schema';
import type { RunState } from './run-state';
import { isTerminal } from './run-state';

/** A change of a run's state, and what changes with it. */
export interface Transition {
  readonly from: readonly RunState[];
  readonly to: RunState;
  readonly at: Date;
  /** States that the run went through on the way, oldest first; nobody but its worker could have seen it in them. */
  readonly passing?: readonly StateChange[];
  /** When work on the run first began, if this is that moment. */
  readonly startedAt?: Date;
  readonly problems?: readonly RunProblem[];
  readonly missingAgents?: readonly AgentId[];
  /** What the worker used for the run since it last wrote, and where it stands. */
  readonly used?: RunUsage;
  /** What its result came to, if the run ends with one. */
  readonly outcome?: RunOutcome;
}

/** Stretches of life out of the moments at which the state changed; each ends where the next begins. */
export function toPhases(history: readonly StateChange[]): RunPhase[] {
  const phases: RunPhase[] = [];
  for (const [index, change] of history.entries()) {
    // A run that is pausing still runs; what is final does not last.
    if (change.state === 'pausing' || isTerminal(change.state)) continue;
    const next = history.slice(index + 1).find((later) => later.state !== 'pausing');
    phases.push({ name: change.state as RunPhase['name'], startedAt: change.at, endedAt: next?.at ?? null });
  }
  return phases;
}

/** Every state that a transition brings the run into, in order. */
export function changesOf({ passing = [], to, at }: Transition): StateChange[] {
  return [...passing, { state: to, at }];
}

/** The run after a transition that was written: what the record says then, for whoever wrote it. */
export function advanced(run: Run, change: Transition): Run {
  return {
    ...run,
    state: change.to,
    phases: changesOf(change).reduce(entered, run.phases),
    problems: [...run.problems, ...(change.problems ?? [])],
    missingAgents: change.missingAgents ?? run.missingAgents,
    startedAt: change.startedAt ?? run.startedAt,
    endedAt: isTerminal(change.to) ? change.at : run.endedAt,
    ...(change.used ? { usage: withUse(run.usage, change.used) } : {}),
  };
}

function entered(phases: readonly RunPhase[], { state, at }: StateChange): RunPhase[] {
  const ended = phases.map((phase) => ({ ...phase, endedAt: phase.endedAt ?? at }));
  return isTerminal(state)
    ? ended
    : [...ended, { name: state as RunPhase['name'], startedAt: at, endedAt: null }];
}

function withUse(before: RunUsage | undefined, used: RunUsage): RunUsage {
  return { cpuMs: (before?.cpuMs ?? 0) + used.cpuMs, country: used.country };
}
