import { Module } from '@nestjs/common';
import { ENGINE_THREAD_PROGRAM } from '@app/agents';
import { AssessmentsModule } from '@app/assessments';
import { OverridesModule } from '@app/overrides';
import { ThreadsModule } from '@app/threads';
import { WhatIfService } from './what-if.service';

/** What-if questions, computed in the threads of the process. */
@Module({
  imports: [AssessmentsModule, OverridesModule, ThreadsModule.forRoot({ program: ENGINE_THREAD_PROGRAM })],
  providers: [WhatIfService],
  exports: [WhatIfService],
})
export class WhatIfModule {}
