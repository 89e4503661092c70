import { Module } from '@nestjs/common';
import { ApprovalsModule } from '@app/approvals';
import { HttpModule } from '../http/http.module';
import { IdempotencyModule } from '../idempotency/idempotency.module';
import { ApprovalWorkflowsController } from './approval-workflows.controller';
import { ApprovalsController } from './approvals.controller';

@Module({
  imports: [ApprovalsModule, HttpModule, IdempotencyModule],
  controllers: [ApprovalWorkflowsController, ApprovalsController],
})
export class ApprovalsApiModule {}
