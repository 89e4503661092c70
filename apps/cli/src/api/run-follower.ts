import { AppError } from '@app/kernel';
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { RunChange } from '../progress/run-picture';
import type { ApiClient } from './api-client';
import type { RunView } from './run-view';
import { hasEnded, runViewSchema } from './run-view';
import type { SseFrame } from './sse-parser';
import { SseParser } from './sse-parser';

/** What a follower is told: the whole run, or what changed. */
export type RunNews =
  { readonly kind: 'run'; readonly run: RunView } | { readonly kind: 'change'; readonly change: RunChange };

export interface FollowTiming {
  /** Between two tries to open the stream; the run is read in between, so nothing is missed meanwhile. */
  readonly retryMs: number;
  /** Without a byte for so long a stream counts as broken. Servers send a heartbeat more often than this. */
  readonly silenceMs: number;
  /** How long a server may be away before the follower gives up. */
  readonly patienceMs: number;
}

const DEFAULT_TIMING: FollowTiming = { retryMs: 1_000, silenceMs: 60_000, patienceMs: 120_000 };

const changeSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('run.state'), state: z.string() }),
  z.object({
    type: z.literal('agent.state'),
    agent: z.string(),
    status: z.enum(['running', 'succeeded', 'failed', 'retrying']),
    attempt: z.number(),
    durationMs: z.number().optional(),
    error: z.string().optional(),
  }),
  z.object({ type: z.literal('run.progress'), percent: z.number(), step: z.string() }),
]);

/**
 * Follows one run to its end, whatever happens to the connection: it takes up the event stream where it broke off, and
 * while there is no stream it reads the run itself.
 */
export class RunFollower {
  private lastEventId: string | null = null;
  private lastAnswer = performance.now();
  private readonly timing: FollowTiming;

  constructor(
    private readonly client: ApiClient,
    private readonly runId: string,
    timing: Partial<FollowTiming> = {},
  ) {
    this.timing = { ...DEFAULT_TIMING, ...timing };
  }

  /** Everything that happens, the last being the run as it ended. @throws server.* and what the API refuses */
  async *news(signal: AbortSignal): AsyncGenerator<RunNews, void, undefined> {
    for (;;) {
      const run = await this.readRun(signal);
      if (run !== null) {
        yield { kind: 'run', run };
        if (hasEnded(run.state)) return;
      }
      const ended = yield* this.stream(signal);
      if (!ended) await delay(this.timing.retryMs, undefined, { signal });
    }
  }

  /** Null while the server is away for a moment. */
  private async readRun(signal: AbortSignal): Promise<RunView | null> {
    signal.throwIfAborted();
    try {
      const run = await this.client.run(this.runId);
      this.lastAnswer = performance.now();
      return run;
    } catch (error) {
      const passing =
        error instanceof AppError && ['unavailable', 'timeout', 'rate-limited'].includes(error.kind);
      if (!passing || performance.now() - this.lastAnswer > this.timing.patienceMs) throw error;
      return null;
    }
  }

  /** Yields until the stream ends; true when it said that the run has ended. */
  private async *stream(signal: AbortSignal): AsyncGenerator<RunNews, boolean, undefined> {
    const connection = new AbortController();
    const silence = setTimeout(() => connection.abort(), this.timing.silenceMs);
    try {
      const both = AbortSignal.any([signal, connection.signal]);
      const response = await this.client.openEvents(this.runId, this.lastEventId, both);
      if (response.body === null || response.status === 204) return true;
      const parser = new SseParser();
      for await (const piece of response.body.pipeThrough(new TextDecoderStream())) {
        silence.refresh();
        for (const frame of parser.push(piece)) {
          if (frame.id !== null) this.lastEventId = frame.id || null;
          const news = newsOf(frame);
          if (news !== null) yield news;
          if (frame.event === 'resync') this.lastEventId = null;
          if (frame.event === 'end' || isEnd(news)) return true;
        }
      }
      return false;
    } catch {
      signal.throwIfAborted();
      // Whatever is wrong with the stream: reading the run, which comes next, works or says why not.
      return false;
    } finally {
      clearTimeout(silence);
      connection.abort();
    }
  }
}

function isEnd(news: RunNews | null): boolean {
  if (news === null) return false;
  if (news.kind === 'run') return hasEnded(news.run.state);
  return news.change.type === 'run.state' && hasEnded(news.change.state);
}

/** Null for a frame of a later version that this one does not know. */
function newsOf(frame: SseFrame): RunNews | null {
  const data = parseJson(frame.data);
  if (frame.event === 'snapshot') {
    const run = runViewSchema.safeParse(data);
    return run.success ? { kind: 'run', run: run.data } : null;
  }
  const change = changeSchema.safeParse(data);
  return change.success ? { kind: 'change', change: change.data } : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
