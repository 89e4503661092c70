export * from './report-formats';
