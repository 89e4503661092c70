import { Module } from '@nestjs/common';
import { UploadsModule } from '@app/uploads';
import { HttpModule } from '../http/http.module';
import { UploadProposalsController } from './upload-proposals.controller';
import { UploadsController } from './uploads.controller';

@Module({
  imports: [HttpModule, UploadsModule],
  controllers: [UploadsController, UploadProposalsController],
})
export class UploadsApiModule {}
