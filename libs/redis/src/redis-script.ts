import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';

/** What one run of a script is given. */
export interface ScriptCall {
  readonly keys: readonly string[];
  readonly args: ReadonlyArray<string | number>;
}

/** Does one round trip, in its own time limit. */
export type RoundTrip = <T>(work: (redis: Redis) => Promise<T>) => Promise<T>;

/** A Lua script: several commands as one, in one round trip. Redis keeps its text, so that only its name travels. */
export class RedisScript {
  private readonly sha: string;

  constructor(private readonly text: string) {
    this.sha = createHash('sha1').update(text).digest('hex');
  }

  async run(redis: Redis, keys: readonly string[], args: ReadonlyArray<string | number>): Promise<unknown> {
    try {
      return await redis.evalsha(this.sha, keys.length, ...keys, ...args);
    } catch (error) {
      if (!isUnknown(error)) throw error;
      return redis.eval(this.text, keys.length, ...keys, ...args);
    }
  }

  /**
   * Runs it any number of times in one round trip, in order, and says how each went. A Redis that was restarted has
   * forgotten the script: it is taught once, and what it did not know is sent again, together.
   * @throws what all of them met
   */
  async runAll(trip: RoundTrip, calls: readonly ScriptCall[]): Promise<PromiseSettledResult<unknown>[]> {
    const outcomes = await trip((redis) => this.sendAll(redis, calls));
    const unknown = [...calls.keys()].filter((index) => {
      const outcome = outcomes[index];
      return outcome?.status === 'rejected' && isUnknown(outcome.reason);
    });
    if (unknown.length === 0) return outcomes;
    await trip((redis) => redis.script('LOAD', this.text));
    const again = await trip((redis) =>
      this.sendAll(
        redis,
        unknown.map((index) => calls[index] as ScriptCall),
      ),
    );
    for (const [at, index] of unknown.entries()) outcomes[index] = again[at] as PromiseSettledResult<unknown>;
    return outcomes;
  }

  private async sendAll(
    redis: Redis,
    calls: readonly ScriptCall[],
  ): Promise<PromiseSettledResult<unknown>[]> {
    const pipeline = redis.pipeline();
    for (const { keys, args } of calls) pipeline.evalsha(this.sha, keys.length, ...keys, ...args);
    const replies = (await pipeline.exec()) ?? [];
    const errors = replies.flatMap(([error]) => (error && !isUnknown(error) ? [error] : []));
    // What every one of them met is trouble of Redis itself.
    if (errors[0] && errors.length === calls.length) throw errors[0];
    return replies.map(([error, value]) =>
      error ? { status: 'rejected', reason: error } : { status: 'fulfilled', value },
    );
  }
}

function isUnknown(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('NOSCRIPT');
}
