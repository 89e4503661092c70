export * from './assessment';
export * from './assessment-input';
