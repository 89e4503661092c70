export * from './thread-pool';
export * from './threads.errors';
export * from './threads.module';
