import { AppError } from '@app/kernel';

export function badIdempotencyKey(): AppError {
  return new AppError({
    kind: 'invalid',
    code: 'idempotency.bad-key',
    message: 'Idempotency-Key must be 1 to 255 visible ASCII characters, such as a UUID.',
  });
}

export function idempotencyKeyReused(): AppError {
  return new AppError({
    kind: 'unprocessable',
    code: 'idempotency.key-reused',
    message: 'This Idempotency-Key was used with another body. Use a new key for a new request.',
  });
}

export function idempotencyInProgress(): AppError {
  return new AppError({
    kind: 'conflict',
    code: 'idempotency.in-progress',
    message: 'The first request with this Idempotency-Key is still at work. Send this one again shortly.',
    retryAfterSeconds: 2,
  });
}
