export * from './define-job';
export type { QueueFull, Ticket } from './fair-queue';
export * from './job-queue';
export * from './job-worker';
export * from './queue-monitor';
export * from './queue.module';
