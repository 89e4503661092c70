export * from './assessment';
export * from './assessment-input';
export type { AssessmentFilter } from './assessment.repository';
export * from './assessments.errors';
export * from './assessments.module';
export * from './assessments.service';
