export * from './carbon-of-hours';
export * from './carbon-of-serving';
export * from './carbon-result';
export * from './mean-power';
