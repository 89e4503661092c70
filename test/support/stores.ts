/**
 * URL of `databaseName` in the MongoDB of this test run. Give every spec file a name of its own: specs run in
 * parallel against one server.
 */
export function testMongoUrl(databaseName: string): string {
  // Not the URL class: it refuses the host lists of replica sets.
  const [, server, options] =
    /^(mongodb(?:\+srv)?:\/\/[^/?]+)(?:\/[^?]*)?(\?.*)?$/.exec(provided('TEST_MONGODB_URL')) ?? [];
  if (!server)
    throw new Error('TEST_MONGODB_URL is not of the form mongodb://host[:port][/database][?options].');
  return `${server}/${databaseName}${options ?? ''}`;
}

/** URL of the Redis of this test run. Give every spec file a key prefix of its own. */
export function testRedisUrl(): string {
  return provided('TEST_REDIS_URL');
}

/**
 * Configuration for tests that are not about slow stores: on a busy machine an answer may take longer than the product
 * would wait for it.
 */
export const PATIENT_WITH_STORES = {
  REDIS_TIMEOUT_MS: '15000',
  MONGODB_TIMEOUT_MS: '15000',
  MONGODB_POOL_WAIT_MS: '15000',
} as const;

function provided(name: 'TEST_MONGODB_URL' | 'TEST_REDIS_URL'): string {
  const url = process.env[name];
  if (!url)
    throw new Error(`${name} is not set: this spec needs the stores that jest's global setup starts.`);
  return url;
}
