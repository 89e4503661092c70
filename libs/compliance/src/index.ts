export * from './adequacy';
export * from './ai-act-class';
export * from './applicability';
export * from './assess-compliance';
export * from './assess-triggers';
export * from './cloud-region';
export { baseTrigger, type ComplianceCatalog } from './compliance-catalog';
export * from './compliance-facts';
export * from './compliance-result';
export * from './compliance-roadmap';
export {
  canonicalControlId,
  type ControlRow,
  CONTROLS,
  CONTROLS_AS_OF,
  findControl,
} from './control-library';
export { controlName, controlPhrase } from './control-name';
export * from './coverage-matrix';
export { type DutyDecision } from './duty-decision';
export * from './evidence-grade';
export { isRecordDue } from './gap-ranking';
export * from './jurisdiction';
export * from './statement-of-applicability';
export * from './transfer-analysis';
export * from './trigger-assessment';
export { PERSONAL_CLASSES } from './trigger-rules';
export { isUnverifiedDate } from './unverified-dates';
export { unknownIdProblems } from './unknown-ids';
