import { AppError } from '@app/kernel';

export function redisUnavailable(cause: unknown): AppError {
  return new AppError({
    kind: 'unavailable',
    code: 'redis.unavailable',
    message: 'The queue store does not answer at the moment. Try again shortly.',
    retryAfterSeconds: 2,
    cause,
  });
}

/** The store is at its `maxmemory`, and rightly refuses to write rather than to forget. */
export function redisFull(cause: unknown): AppError {
  return new AppError({
    kind: 'unavailable',
    code: 'redis.full',
    message:
      'The queue store has no room left. Give it more memory (maxmemory), or wait until runs have ended.',
    retryAfterSeconds: 10,
    cause,
  });
}

export function redisUnsafe(findings: readonly string[], remedy: string): AppError {
  return new AppError({
    kind: 'invalid',
    code: 'redis.unsafe',
    message: `REDIS_URL leads to a Redis that is not safe for a queue: ${findings.join('; ')}. ${remedy}`,
  });
}
