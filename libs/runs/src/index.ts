export * from './run';
export * from './run-state';
