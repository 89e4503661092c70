export * from './leased-rounds';
export * from './redis-connections';
export * from './redis-memory.service';
export * from './redis-script';
export * from './redis.module';
export * from './rounds-provider';
