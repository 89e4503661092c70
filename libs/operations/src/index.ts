export * from './operations.module';
export * from './process-directory';
export * from './process-report';
export * from './process-state';
