import { Module } from '@nestjs/common';
import { leasedRounds, RedisModule } from '@app/redis';
import { ApprovalSweeper } from './approval-sweeper.service';
import { ApprovalsModule } from './approvals.module';

/** Approvals as a worker needs them: swept. */
@Module({
  imports: [ApprovalsModule, RedisModule],
  providers: [
    ApprovalSweeper,
    leasedRounds({
      // Reads judge deadlines by themselves: this only notes what nobody reads, so minutes are soon enough.
      ...{ of: ApprovalSweeper, name: 'approval-sweeper', everyMs: 60_000 },
      work: (sweeper) => sweeper.sweep(),
    }),
  ],
  exports: [ApprovalsModule],
})
export class ApprovalSweepModule {}
