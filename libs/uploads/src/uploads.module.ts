import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { AssessmentsModule } from '@app/assessments';
import { BudgetsModule } from '@app/budgets';
import { OverridesModule } from '@app/overrides';
import { StorageModule } from '@app/storage';
import { UploadApplications } from './upload-applications.service';
import { UploadReader } from './upload-reader.service';
import { UploadRemovals } from './upload-removals.service';
import { UploadRepository } from './upload.repository';
import { UPLOAD_MODEL, uploadSchema } from './upload.schema';
import { UploadsService } from './uploads.service';

/** Gives files that people send, and what is made of them, on the process's stores. */
@Module({
  imports: [
    MongooseModule.forFeature([{ name: UPLOAD_MODEL, schema: uploadSchema }]),
    AssessmentsModule,
    BudgetsModule,
    OverridesModule,
    StorageModule,
  ],
  providers: [UploadRepository, UploadReader, UploadsService, UploadApplications, UploadRemovals],
  exports: [UploadsService, UploadApplications, UploadRemovals],
})
export class UploadsModule {}
