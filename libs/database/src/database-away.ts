/** How the driver names an error that means: the database is away, not: the request was wrong. */
const AWAY =
  /^(Mongo(ServerSelection|Network|NetworkTimeout|WaitQueueTimeout|PoolCleared|NotConnected|TopologyClosed|OperationTimeout)Error|MongooseServerSelectionError)$/;

/** Whether an error passes by itself when the database answers again, or has elected another primary. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return AWAY.test(error.name) || hasLabel(error, 'RetryableWriteError');
}

function hasLabel(error: Error, label: string): boolean {
  return 'errorLabels' in error && Array.isArray(error.errorLabels) && error.errorLabels.includes(label);
}
