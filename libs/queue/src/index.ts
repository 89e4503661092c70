export * from './define-job';
export * from './job-queue';
export * from './job-worker';
export * from './queue-monitor';
export * from './queue.module';
