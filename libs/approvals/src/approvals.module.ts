import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { ReportsModule } from '@app/reports';
import { SynthesisModule } from '@app/synthesis';
import { ApprovalSubjects } from './approval-subjects.service';
import { ApprovalWorkflowRepository } from './approval-workflow.repository';
import { ApprovalWorkflowsService } from './approval-workflows.service';
import { ApprovalRepository } from './approval.repository';
import {
  APPROVAL_MODELS,
  approvalSchema,
  approvalWorkflowSchema,
  approvalWorkflowVersionSchema,
} from './approval.schema';
import { ApprovalsService } from './approvals.service';

/** Approvals and their workflows on the process's database connection. */
@Module({
  imports: [
    MongooseModule.forFeature([
      { name: APPROVAL_MODELS.approval, schema: approvalSchema },
      { name: APPROVAL_MODELS.workflow, schema: approvalWorkflowSchema },
      { name: APPROVAL_MODELS.workflowVersion, schema: approvalWorkflowVersionSchema },
    ]),
    ReportsModule,
    SynthesisModule,
  ],
  providers: [
    ApprovalRepository,
    ApprovalWorkflowRepository,
    ApprovalSubjects,
    ApprovalWorkflowsService,
    ApprovalsService,
  ],
  exports: [ApprovalWorkflowsService, ApprovalsService],
})
export class ApprovalsModule {}
