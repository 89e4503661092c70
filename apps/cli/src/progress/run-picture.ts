import { visibleLine } from '../terminal/visible-text';
import { agentName } from './agent-name';

/** One agent as a spectator sees it. */
export interface AgentPicture {
  readonly id: string;
  readonly name: string;
  readonly status: 'pending' | 'running' | 'retrying' | 'succeeded' | 'failed' | 'stopped';
  /** Attempts begun so far. */
  readonly attempt: number;
  /** By the spectator's own clock, in ms; null unless it works now. */
  readonly since: number | null;
  readonly durationMs: number | null;
  readonly error: string | null;
  /** Taken over from an earlier run. */
  readonly carried: boolean;
}

/** A run as a spectator sees it, from its last snapshot and the events since. */
export interface RunPicture {
  readonly id: string;
  readonly title: string;
  readonly state: string;
  readonly percent: number;
  readonly step: string;
  readonly agents: readonly AgentPicture[];
}

/** What can happen to a picture. */
export type RunChange =
  | { readonly type: 'run.state'; readonly state: string }
  | {
      readonly type: 'agent.state';
      readonly agent: string;
      readonly status: 'running' | 'succeeded' | 'failed' | 'retrying';
      readonly attempt: number;
      readonly durationMs?: number | undefined;
      readonly error?: string | undefined;
    }
  | { readonly type: 'run.progress'; readonly percent: number; readonly step: string };

/** What happens in each state, until the API says it more precisely. */
const STEPS: Readonly<Record<string, string>> = {
  queued: 'waiting for a worker',
  validating: 'checking the input',
  running: 'the agents begin',
  pausing: 'coming to a halt',
  synthesising: 'joining the findings',
  reporting: 'writing the report',
};

export function stepOf(state: string): string {
  return STEPS[state] ?? visibleLine(state);
}

/** States that stand for a result, whatever share of the way was seen. */
const DONE = ['completed', 'partial'];

/** The picture after a change, seen at `now` (ms). */
export function withChange(picture: RunPicture, change: RunChange, now: number): RunPicture {
  switch (change.type) {
    case 'run.state':
      return DONE.includes(change.state)
        ? { ...picture, state: change.state, percent: 100, step: 'finished' }
        : { ...picture, state: visibleLine(change.state), step: stepOf(change.state) };
    case 'run.progress':
      return { ...picture, percent: change.percent, step: visibleLine(change.step) };
    case 'agent.state': {
      const known = picture.agents.some((agent) => agent.id === change.agent);
      const agents = known ? picture.agents : [...picture.agents, pendingAgent(change.agent)];
      return {
        ...picture,
        agents: agents.map((agent) => (agent.id === change.agent ? changedAgent(agent, change, now) : agent)),
      };
    }
  }
}

function pendingAgent(id: string): AgentPicture {
  return {
    id,
    name: agentName(id),
    status: 'pending',
    attempt: 0,
    since: null,
    durationMs: null,
    error: null,
    carried: false,
  };
}

function changedAgent(
  agent: AgentPicture,
  change: Extract<RunChange, { type: 'agent.state' }>,
  now: number,
): AgentPicture {
  // What a snapshot shows may be told again as events: nothing goes back behind an end that was seen.
  const ended = agent.status === 'succeeded' || agent.status === 'failed';
  if (ended && change.attempt <= agent.attempt) return agent;
  const working = change.status === 'running';
  return {
    ...agent,
    status: change.status,
    attempt: change.attempt,
    since: working ? now : null,
    durationMs: change.durationMs ?? (working ? null : agent.durationMs),
    error: change.error === undefined ? null : visibleLine(change.error),
  };
}
