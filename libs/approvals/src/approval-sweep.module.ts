import { Module } from '@nestjs/common';
import { RedisModule } from '@app/redis';
import { ApprovalSweeper } from './approval-sweeper.service';
import { ApprovalsModule } from './approvals.module';

/** Approvals as a worker needs them: swept. */
@Module({
  imports: [ApprovalsModule, RedisModule],
  providers: [ApprovalSweeper],
  exports: [ApprovalsModule],
})
export class ApprovalSweepModule {}
