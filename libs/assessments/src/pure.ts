export type * from './assessment-input';
