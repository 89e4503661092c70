import { Injectable } from '@nestjs/common';
import type { ResyncReason, RunEvent, StoredRunEvent } from '@app/events';
import { RunEventFeed, RunEventLog, whyNotResumable } from '@app/events';
import { AppConfig } from '@app/platform';
import type { RunState } from '@app/runs';
import { isTerminal } from '@app/runs';
import { PinoLogger } from 'nestjs-pino';
import { doneWithin } from './done-within';
import type { RunFrame } from './run-frame';
import type { RunSnapshot } from './run-snapshots';
import { RunSnapshots } from './run-snapshots';

type Frames = AsyncGenerator<RunFrame, void, undefined>;

/** What a client follows: one run of a tenant, until `signal` fires. */
export interface Followed {
  readonly tenantId: string;
  readonly runId: string;
  readonly signal: AbortSignal;
}

/** The newest event, and the run as it was then or later. */
interface Look {
  readonly last: StoredRunEvent | null;
  readonly run: RunSnapshot;
}

const END: RunFrame = { kind: 'end', id: null, data: { reason: 'run-ended' } };
/** After this many heartbeats without an event the run itself is looked at: its last event may have been lost. */
const QUIET_HEARTBEATS = 2;

/** Turns a run and its events into the frames of one client: a snapshot, then every event, until the run has ended. */
@Injectable()
export class RunFollowService {
  private readonly quietMs: number;

  constructor(
    private readonly log: RunEventLog,
    private readonly feed: RunEventFeed,
    private readonly snapshots: RunSnapshots,
    private readonly logger: PinoLogger,
    config: AppConfig,
  ) {
    this.logger.setContext(RunFollowService.name);
    this.quietMs = QUIET_HEARTBEATS * config.env.EVENT_HEARTBEAT_MS;
  }

  /**
   * The frames for a client that has seen everything up to `lastEventId`, or nothing (null). What may go wrong before
   * the first frame is thrown here. Answers null when the run has ended and the client has seen its last event.
   * @throws run.not-found, redis.unavailable
   */
  async open(followed: Followed, lastEventId: string | null): Promise<Frames | null> {
    const look = await this.look(followed);
    if (lastEventId === null) return this.fromSnapshot(followed, look);
    if (!isTerminal(look.run.state)) return this.live(followed, lastEventId);
    if (look.last?.id === lastEventId && isEnd(look.last.event)) return null;
    return this.ended(followed, lastEventId, look);
  }

  /** The rest of the events of a run to which nothing is added any more. */
  private async *ended({ tenantId, runId }: Followed, lastEventId: string, look: Look): Frames {
    const reason = whyNotResumable(lastEventId, await this.log.kept(tenantId, runId));
    if (reason) {
      yield { kind: 'resync', id: null, data: { reason } };
    } else {
      for await (const { id, event } of this.log.replay(tenantId, runId, lastEventId)) {
        yield { kind: 'event', id, data: event };
        if (isEnd(event)) {
          yield END;
          return;
        }
      }
    }
    yield snapshotOf(look);
    yield END;
  }

  private async *fromSnapshot(followed: Followed, look: Look): Frames {
    yield snapshotOf(look);
    if (isTerminal(look.run.state)) yield END;
    else yield* this.live(followed, look.last?.id ?? null);
  }

  private async *live(followed: Followed, afterId: string | null): Frames {
    for (let after = afterId; ;) {
      const reason = yield* this.untilResync(followed, after);
      if (reason === null) return;
      yield { kind: 'resync', id: null, data: { reason } };
      if (reason === 'slow-client') {
        yield { kind: 'end', id: null, data: { reason } };
        return;
      }
      const look = await this.look(followed);
      yield snapshotOf(look);
      if (isTerminal(look.run.state)) {
        yield END;
        return;
      }
      after = look.last?.id ?? null;
    }
  }

  /** Events until one of them ends the run (null) or the feed cannot go on (its reason). */
  private async *untilResync(
    followed: Followed,
    afterId: string | null,
  ): AsyncGenerator<RunFrame, ResyncReason | null, undefined> {
    const stop = new AbortController();
    const onAbort = (): void => stop.abort();
    followed.signal.addEventListener('abort', onAbort, { once: true });
    const answers = this.feed.subscribe(followed.tenantId, followed.runId, afterId, stop.signal);
    try {
      if (followed.signal.aborted) return null;
      for (;;) {
        const next = answers.next();
        const final = await this.finalWhileQuiet(followed, next);
        yield* final;
        if (final.length > 0) return null;
        const { value: answer, done } = await next;
        if (done) return null;
        if (answer.kind === 'resync') return answer.reason;
        yield { kind: 'event', id: answer.id, data: answer.event };
        if (isEnd(answer.event)) {
          yield END;
          return null;
        }
      }
    } finally {
      followed.signal.removeEventListener('abort', onAbort);
      stop.abort();
      await answers.return();
    }
  }

  /** Waits for `next`. While nothing comes it looks at the run: if that has ended, the frames that say so. */
  private async finalWhileQuiet(followed: Followed, next: Promise<unknown>): Promise<RunFrame[]> {
    while (!(await doneWithin(next, this.quietMs))) {
      try {
        const look = await this.look(followed);
        if (isTerminal(look.run.state)) return [snapshotOf(look), END];
      } catch (error) {
        this.logger.warn({ err: error, runId: followed.runId }, 'A quiet run could not be looked at');
      }
    }
    return [];
  }

  /** The newest event is read before the run: what happens in between is told twice rather than not at all. */
  private async look({ tenantId, runId }: Followed): Promise<Look> {
    const last = await this.log.last(tenantId, runId);
    return { last, run: await this.snapshots.read(tenantId, runId) };
  }
}

function snapshotOf({ last, run }: Look): RunFrame {
  return { kind: 'snapshot', id: last?.id ?? null, data: run.view };
}

function isEnd(event: RunEvent): boolean {
  return event.type === 'run.state' && isTerminal(event.state as RunState);
}
