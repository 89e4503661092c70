import { Injectable } from '@nestjs/common';
import type { AgentId } from '@app/agents';
import { GroupCommit } from '@app/database';
import type { RunEvent, RunEventBatch } from '@app/events';
import { RunEventLog } from '@app/events';
import { MetricsRegistry } from '@app/platform';
import { PinoLogger } from 'nestjs-pino';
import type { Run, StepAttempt } from './run';
import { RunControl } from './run-control';
import { isTerminal } from './run-state';

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
    events: RunEventLog,
    private readonly control: RunControl,
    private readonly logger: PinoLogger,
    metrics: MetricsRegistry,
  ) {
    this.logger.setContext(RunNotices.name);
    this.outbox = new GroupCommit((batches: readonly RunEventBatch[]) => events.appendAll(batches));
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

  /** A run came into another state. */
  async stateChanged(run: Run, at: Date): Promise<void> {
    if (isTerminal(run.state)) this.ended.inc({ state: run.state });
    const problems = run.problems.map(({ code, message, pointer, agent }) => ({
      code,
      message,
      pointer,
      agent,
    }));
    await this.publish(run, [
      {
        type: 'run.state',
        state: run.state,
        at: at.toISOString(),
        ...(problems.length > 0 ? { problems } : {}),
      },
    ]);
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

  /**
   * Puts events into the stream of their run, in the order of the calls. While some are on their way, later ones of any
   * run gather and go out together. Resolves when these are out.
   */
  async publish({ tenantId, id }: Pick<Run, 'tenantId' | 'id'>, events: readonly RunEvent[]): Promise<void> {
    const sent = this.tolerate('event', () => this.outbox.add({ tenantId, runId: id, events }));
    this.pending.set(id, sent);
    await sent;
    if (this.pending.get(id) === sent) this.pending.delete(id);
  }

  /** Resolves when everything that was published about a run is out. */
  async told(runId: string): Promise<void> {
    await this.pending.get(runId);
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
