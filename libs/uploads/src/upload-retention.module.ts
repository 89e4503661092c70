import { Module } from '@nestjs/common';
import { leasedRounds, RedisModule } from '@app/redis';
import { UploadRemovals } from './upload-removals.service';
import { UploadsModule } from './uploads.module';

/** The removal of uploads that nobody uses: for the worker. */
@Module({
  imports: [UploadsModule, RedisModule],
  providers: [
    leasedRounds({
      ...{ of: UploadRemovals, name: 'upload-retention', everyMs: 10 * 60_000 },
      work: (removals) => removals.expire(),
    }),
  ],
})
export class UploadRetentionModule {}
