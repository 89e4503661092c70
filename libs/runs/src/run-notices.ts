import { Injectable } from '@nestjs/common';
import type { AgentId } from '@app/agents';
import type { RunEvent, RunEventBatch } from '@app/events';
import { RunEventLog } from '@app/events';
import { GroupCommit, MetricsRegistry } from '@app/platform';
import { PinoLogger } from 'nestjs-pino';
import type { Run, StepAttempt } from './run';
import { RunControl } from './run-control';
import { isTerminal } from './run-state';

/** How long what a worker tells of a run waits for more of it. */
const LINGER_MS = 5;

/** Under this the log keeps the event of a run's end: whoever tells it again, after a death, tells nothing new. */
const END = 'end';

/**
 * Tells the world what happened to a run: its event stream, its worker, the metrics. The record is already written when
 * this is called, so trouble here is logged and the run goes on.
 */
@Injectable()
export class RunNotices {
  private readonly ended;
  private readonly agentSeconds;
  private readonly outbox;
  /** The last notice of each run that is not out yet. */
  private readonly pending = new Map<string, Promise<void>>();

  constructor(
    private readonly events: RunEventLog,
    private readonly control: RunControl,
    private readonly logger: PinoLogger,
    metrics: MetricsRegistry,
  ) {
    this.logger.setContext(RunNotices.name);
    this.outbox = new GroupCommit((batches: readonly RunEventBatch[]) => events.appendAll(batches), {
      lingerMs: LINGER_MS,
    });
    this.ended = metrics.counter({
      name: 'infra_mind_runs_ended_total',
      help: 'Runs that reached a final state',
      labelNames: ['state'] as const,
    });
    this.agentSeconds = metrics.histogram({
      name: 'infra_mind_agent_seconds',
      help: 'Duration of agent attempts',
      labelNames: ['agent', 'outcome'] as const,
      buckets: [0.005, 0.02, 0.1, 0.5, 1, 5, 15, 60, 120],
    });
  }

  /** A run came into another state. Resolves when the world knows. */
  async stateChanged(run: Run, at: Date): Promise<void> {
    this.noteState(run, at);
    await this.told(run.id);
  }

  /** The same for the worker of a run, which goes on meanwhile. */
  noteState(run: Run, at: Date): void {
    if (isTerminal(run.state)) this.ended.inc({ state: run.state });
    this.note(run, [stateEvent(run, at)], isTerminal(run.state) ? END : undefined);
  }

  /**
   * Makes sure that the stream of a final run says so: its worker may have died between the record and the event. A job
   * of a dead worker comes here; nothing else looks at final runs.
   */
  async endTold(run: Run): Promise<void> {
    await this.tolerate('event', async () => {
      const last = await this.events.last(run.tenantId, run.id);
      if (last?.event.type === 'run.state' && last.event.state === run.state) return;
      await this.events.append(run.tenantId, run.id, [stateEvent(run, run.endedAt ?? run.createdAt)], END);
    });
  }

  /** A person changed the state of a run that a worker may have in its hands. */
  async steered(run: Run, at: Date): Promise<void> {
    await Promise.all([
      this.stateChanged(run, at),
      this.tolerate('control', () => this.control.notify(run.id)),
    ]);
  }

  /** An agent's attempt is over. */
  attemptEnded(agent: AgentId, attempt: StepAttempt): void {
    const seconds = ((attempt.endedAt ?? attempt.startedAt).getTime() - attempt.startedAt.getTime()) / 1_000;
    this.agentSeconds.observe({ agent, outcome: attempt.outcome ?? 'failed' }, seconds);
  }

  /** Puts events into the stream of their run, after those that were noted before. Resolves when they are there. */
  async publish(run: Pick<Run, 'tenantId' | 'id'>, events: readonly RunEvent[]): Promise<void> {
    this.note(run, events);
    await this.told(run.id);
  }

  /**
   * Leaves events for the stream of their run, in the order of the calls: they go out in a moment, with those of other
   * runs, or as soon as somebody waits for them.
   */
  note({ tenantId, id }: Pick<Run, 'tenantId' | 'id'>, events: readonly RunEvent[], batchId?: string): void {
    const batch = { tenantId, runId: id, events, batchId };
    const sent = this.tolerate('event', () => this.outbox.add(batch)).then(() => {
      if (this.pending.get(id) === sent) this.pending.delete(id);
    });
    this.pending.set(id, sent);
  }

  /** Resolves when everything that was said about a run so far is out. */
  async told(runId: string): Promise<void> {
    const sent = this.pending.get(runId);
    if (sent) this.outbox.hurry();
    await sent;
  }

  /** Does what may fail without harm to the run. */
  async tolerate(what: string, work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.logger.warn(
        { what, reason: error instanceof Error ? error.message : String(error) },
        'went on without it',
      );
    }
  }
}

function stateEvent(run: Run, at: Date): RunEvent {
  const problems = run.problems.map(({ code, message, pointer, agent }) => ({
    code,
    message,
    pointer,
    agent,
  }));
  return {
    type: 'run.state',
    state: run.state,
    at: at.toISOString(),
    ...(problems.length > 0 ? { problems } : {}),
  };
}
