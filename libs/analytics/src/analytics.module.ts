import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { MODEL_CALL_MODEL, modelCallSchema, RUN_MODEL, runSchema } from '@app/runs';
import { FOLLOW_UP_MODEL, followUpSchema } from '@app/synthesis';
import { AnalyticsRepository } from './analytics.repository';

/** Statistics over what runs, model calls and recommendations store. */
@Module({
  imports: [
    MongooseModule.forFeature([
      { name: RUN_MODEL, schema: runSchema },
      { name: MODEL_CALL_MODEL, schema: modelCallSchema },
      { name: FOLLOW_UP_MODEL, schema: followUpSchema },
    ]),
  ],
  providers: [AnalyticsRepository],
  exports: [AnalyticsRepository],
})
export class AnalyticsModule {}
