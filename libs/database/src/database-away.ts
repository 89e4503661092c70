import { AppError } from '@app/kernel';

/** How the driver names an error that means: the database is away, not: the request was wrong. */
const AWAY =
  /^(Mongo(ServerSelection|Network|NetworkTimeout|WaitQueueTimeout|PoolCleared|PoolClosed|NotConnected|TopologyClosed|ServerClosed|ClientClosed|OperationTimeout)Error|MongooseServerSelectionError)$/;

/** What a server says that has no primary to offer, is stopping, or ran out of the time it was given. */
const AWAY_CODES = new Set([
  ...[6, 7, 89, 91, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436],
  // MaxTimeMSExpired
  50,
]);
const RETRY_AFTER_SECONDS = 2;

/** Whether an error passes by itself when the database answers again, or has elected another primary. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (AWAY.test(error.name) || hasLabel(error, 'RetryableWriteError')) return true;
  // A bulk write whose connection breaks is called a failed bulk write; what broke it is inside.
  if ('errorResponse' in error && isDatabaseAway(error.errorResponse)) return true;
  return error.name.startsWith('Mongo') && 'code' in error && AWAY_CODES.has(Number(error.code));
}

/** The refusal that a caller gets while the database is away: nothing was done, and trying again makes sense. */
export function databaseUnavailable(cause?: unknown): AppError {
  return new AppError({
    kind: 'unavailable',
    code: 'database.unavailable',
    message: 'The database does not answer at the moment. Try again shortly.',
    retryAfterSeconds: RETRY_AFTER_SECONDS,
    cause,
  });
}

function hasLabel(error: Error, label: string): boolean {
  return 'errorLabels' in error && Array.isArray(error.errorLabels) && error.errorLabels.includes(label);
}
