export * from './analytics-range';
export * from './analytics.module';
export * from './analytics.repository';
export * from './savings-total';
export type * from './statistics';
