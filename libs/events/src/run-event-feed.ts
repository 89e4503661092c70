import { Injectable } from '@nestjs/common';
import { ProcessLifecycle } from '@app/platform';
import { EventMetrics } from './event-metrics';
import { following, formatEventId, parseEventId } from './event-position';
import type { ResyncReason } from './resync';
import { whyNotResumable } from './resync';
import type { StoredRunEvent } from './run-event';
import { RunEventLog } from './run-event-log';
import { START_OF_STREAM, StreamReader } from './stream-reader';
import { Subscription } from './subscription';

/** What a subscriber gets: the next event, or, as the last answer, that it has to start again from a snapshot. */
export type RunEventAnswer =
  ({ readonly kind: 'event' } & StoredRunEvent) | { readonly kind: 'resync'; readonly reason: ResyncReason };

type Answers = AsyncGenerator<RunEventAnswer, void, undefined>;

/** Entries that may wait for one subscriber before it is cut off. */
const BUFFERED_EVENTS = 1_000;

/** The events of runs as they happen: what was before is replayed, then it goes live without a hole or a repeat. */
@Injectable()
export class RunEventFeed {
  private readonly open = new Set<Subscription>();

  constructor(
    private readonly log: RunEventLog,
    private readonly reader: StreamReader,
    private readonly metrics: EventMetrics,
    private readonly lifecycle: ProcessLifecycle,
  ) {
    const endAll = (): void => this.open.forEach((subscription) => subscription.end());
    lifecycle.signal.addEventListener('abort', endAll, { once: true });
  }

  /**
   * Every event of a run after `afterId` (null: from the first), in order, until `signal` fires or the process stops.
   * A `resync` is the last answer. End it by `signal`: `return()` alone waits until the next event arrives.
   * @throws redis.unavailable when Redis does not answer while the past is read.
   */
  async *subscribe(tenantId: string, runId: string, afterId: string | null, signal: AbortSignal): Answers {
    const kept = await this.log.kept(tenantId, runId);
    const refusal = whyNotResumable(afterId, kept);
    if (refusal) {
      yield this.resync(refusal);
      return;
    }
    if (signal.aborted || this.lifecycle.signal.aborted) return;
    const tail = kept ? formatEventId(kept.last) : START_OF_STREAM;
    // Listening begins before the past is read: what happens in between is met twice rather than never.
    const subscription = new Subscription(BUFFERED_EVENTS, () => stopListening());
    const stopListening = this.reader.listen(this.log.key(tenantId, runId), tail, (e) =>
      subscription.push(e),
    );
    const end = (): void => subscription.end();
    signal.addEventListener('abort', end, { once: true });
    this.track(subscription, true);
    try {
      const past = this.log.replay(tenantId, runId, afterId);
      yield* this.inOrder(afterId, subscription, pastThenLive(past, subscription));
    } finally {
      signal.removeEventListener('abort', end);
      stopListening();
      this.track(subscription, false);
    }
  }

  private async *inOrder(
    afterId: string | null,
    subscription: Subscription,
    events: AsyncIterable<StoredRunEvent>,
  ): Answers {
    let seen = afterId === null ? null : parseEventId(afterId);
    for await (const stored of events) {
      if (subscription.state === 'ended') return;
      const position = parseEventId(stored.id);
      const step = position ? following(seen, position) : 'broken';
      if (step === 'repeated') continue;
      if (step === 'broken') {
        yield this.resync('gap');
        return;
      }
      seen = position;
      this.metrics.eventDelivered();
      yield { kind: 'event', ...stored };
    }
    if (subscription.state === 'overflowed') yield this.resync('slow-client');
  }

  private resync(reason: ResyncReason): RunEventAnswer {
    this.metrics.resynced(reason);
    return { kind: 'resync', reason };
  }

  private track(subscription: Subscription, isOpen: boolean): void {
    if (isOpen) this.open.add(subscription);
    else this.open.delete(subscription);
    this.metrics.subscribed(this.open.size);
  }
}

async function* pastThenLive(
  past: AsyncIterable<StoredRunEvent>,
  subscription: Subscription,
): AsyncGenerator<StoredRunEvent, void, undefined> {
  yield* past;
  for (let event = await subscription.next(); event; event = await subscription.next()) yield event;
}
