import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { ApprovalsService } from './approvals.service';

/** Notes which approvals have expired, and makes up for what an approval allows. */
@Injectable()
export class ApprovalSweeper {
  constructor(
    private readonly approvals: ApprovalsService,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(ApprovalSweeper.name);
  }

  /** One look at all of them. */
  async sweep(): Promise<void> {
    const done = await this.approvals.sweep();
    if (done.expired + done.followed > 0) this.logger.info(done, 'swept approvals');
  }
}
