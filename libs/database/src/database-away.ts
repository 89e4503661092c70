import { AppError } from '@app/kernel';

/** How the driver names an error that means: the database is away, not: the request was wrong. */
const AWAY =
  /^(Mongo(ServerSelection|Network|NetworkTimeout|WaitQueueTimeout|PoolCleared|PoolClosed|NotConnected|TopologyClosed|ServerClosed|ClientClosed|OperationTimeout)Error|MongooseServerSelectionError)$/;

/** OutOfDiskSpace: it answers, and stores nothing until somebody makes room. */
const FULL_CODE = 14_031;

/** What a server says that has no primary to offer, is stopping, or ran out of room or of the time it was given. */
const AWAY_CODES = new Set([
  ...[6, 7, 89, 91, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436],
  // MaxTimeMSExpired
  50,
  FULL_CODE,
]);
const RETRY_AFTER_SECONDS = 2;
/** Room is made by people. */
const FULL_RETRY_AFTER_SECONDS = 30;

/** Whether an error passes by itself when the database answers again, has elected another primary, or has room again. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (AWAY.test(error.name) || hasLabel(error, 'RetryableWriteError')) return true;
  // A write to a connection that the server has just closed: the driver hands on what Node says of it. A pipe that breaks
  // under the operating system names the call, and may be anybody's.
  if ('code' in error && error.code === 'EPIPE' && !('syscall' in error)) return true;
  // A bulk write whose connection breaks is called a failed bulk write; what broke it is inside.
  if ('errorResponse' in error && isDatabaseAway(error.errorResponse)) return true;
  return codesOf(error).some((code) => AWAY_CODES.has(code));
}

/** The refusal that a caller gets while the database is away or full: trying again makes sense. */
export function databaseUnavailable(cause?: unknown): AppError {
  const isFull = cause instanceof Error && codesOf(cause).includes(FULL_CODE);
  return new AppError({
    kind: 'unavailable',
    code: isFull ? 'database.full' : 'database.unavailable',
    message: isFull
      ? 'The database has no room left to store anything. Try again when its operator has made room.'
      : 'The database does not answer at the moment. Try again shortly.',
    retryAfterSeconds: isFull ? FULL_RETRY_AFTER_SECONDS : RETRY_AFTER_SECONDS,
    cause,
  });
}

/** What the server called it; of a bulk write, each of its writes that failed. */
function codesOf(error: Error): number[] {
  if (!error.name.startsWith('Mongo')) return [];
  const writes = 'writeErrors' in error && Array.isArray(error.writeErrors) ? error.writeErrors : [];
  return [error, ...(writes as { code?: unknown }[])].map((one) => ('code' in one ? Number(one.code) : NaN));
}

function hasLabel(error: Error, label: string): boolean {
  return 'errorLabels' in error && Array.isArray(error.errorLabels) && error.errorLabels.includes(label);
}
