export * from './approval';
export { stateAt } from './approval-machine';
export { ApprovalSweeper } from './approval-sweeper.service';
export * from './approval-sweep.module';
export { votesOf, holderOf, type Vote } from './approval-votes';
export * from './approval-workflow';
export * from './approval-workflows.service';
export type { ApprovalFilter } from './approval.repository';
export {
  APPROVAL_MODELS,
  approvalSchema,
  approvalWorkflowSchema,
  approvalWorkflowVersionSchema,
} from './approval.schema';
export * from './approvals.errors';
export * from './approvals.module';
export * from './approvals.service';
export type { AdfNode } from './tickets/adf';
export { githubIssueOf, type GitHubIssue } from './tickets/github-issue';
export { jiraIssueOf, type JiraIssue, type JiraOptions } from './tickets/jira-issue';
export { ticketOf, type Ticket } from './tickets/ticket';
export type { MeasuredSaving } from './savings/measured-saving';
export { MeasuredSavingsService } from './savings/measured-savings.service';
export { SAVING_RULE, type SavingMonth } from './savings/realised-saving';
export { SAVING_VERDICTS, type SavingVerdict } from './savings/saving-forecast';
export type * from './savings/saving-measure';
export { SAVING_MEASURE_MODEL, savingMeasureSchema } from './savings/saving-measure.schema';
export { SavingsLoopService, type SavingsLoop } from './savings/savings-loop.service';
export { SavingsModule } from './savings/savings.module';
