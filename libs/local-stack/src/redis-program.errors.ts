import { AppError } from '@app/kernel';

const OR_OWN = 'or set REDIS_URL to a Redis that runs already';

export function redisMissing(command: string | null): AppError {
  const how =
    command === null ? 'Install Redis 6.2 or newer (https://redis.io/docs)' : `Install it: \`${command}\``;
  return new AppError({
    kind: 'precondition-failed',
    code: 'redis.missing',
    message: `redis-server was not found on the PATH. ${how}, ${OR_OWN}.`,
  });
}

export function redisInstallFailed(command: string, cause: unknown): AppError {
  const output = String((cause as { stderr?: unknown }).stderr ?? cause);
  const lastLine = output.trim().split('\n').at(-1) ?? '';
  return new AppError({
    kind: 'unavailable',
    code: 'redis.install-failed',
    message: `\`${command}\` failed: ${lastLine}\nRun it yourself to see why, ${OR_OWN}.`,
    cause,
  });
}

export function redisTooOld(found: string, needed: string): AppError {
  return new AppError({
    kind: 'precondition-failed',
    code: 'redis.too-old',
    message: `redis-server is version ${found}; ${needed} or newer is needed. Upgrade it, ${OR_OWN}.`,
  });
}
