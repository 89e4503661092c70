export * from './cleaner-region';
export * from './carbon-of-hours';
export * from './carbon-of-serving';
export * from './carbon-result';
export * from './country-code';
export { embodiedOfOne } from './embodied';
export * from './mean-power';
export * from './run-footprint';
