import { Module } from '@nestjs/common';
import { RedisModule } from '@app/redis';
import { UploadRetention } from './upload-retention.service';
import { UploadsModule } from './uploads.module';

/** The removal of uploads that nobody uses: for the worker. */
@Module({ imports: [UploadsModule, RedisModule], providers: [UploadRetention] })
export class UploadRetentionModule {}
