/** What a launcher of several processes needs to know before it has stores: addresses may be missing. */
export interface StackEnvironment {
  readonly mongodbUrl: string | undefined;
  readonly redisUrl: string | undefined;
  readonly apiHost: string;
  readonly apiPort: number;
  readonly workerPort: number;
  readonly dataDir: string;
  readonly production: boolean;
  /** The whole environment, to hand on to child processes. */
  readonly inherited: NodeJS.ProcessEnv;
}

/** Reads what the launcher needs; the processes it starts check the whole with {@link AppConfig}. */
export function readStackEnvironment(source: NodeJS.ProcessEnv = process.env): StackEnvironment {
  return {
    mongodbUrl: source.MONGODB_URL || undefined,
    redisUrl: source.REDIS_URL || undefined,
    apiHost: source.API_HOST || '127.0.0.1',
    apiPort: Number(source.API_PORT || 3000),
    workerPort: Number(source.WORKER_PORT || 3001),
    dataDir: source.DATA_DIR || '.data',
    production: source.NODE_ENV === 'production',
    inherited: source,
  };
}
