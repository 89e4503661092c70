import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { ReportsModule } from '@app/reports';
import { RunsModule } from '@app/runs';
import { ShareLinkRepository } from './share-link.repository';
import { SHARE_LINK_MODEL, shareLinkSchema } from './share-link.schema';
import { ShareLinksService } from './share-links.service';

/** Gives `ShareLinksService` on the process's database connection. */
@Module({
  imports: [
    MongooseModule.forFeature([{ name: SHARE_LINK_MODEL, schema: shareLinkSchema }]),
    ReportsModule,
    RunsModule,
  ],
  providers: [ShareLinkRepository, ShareLinksService],
  exports: [ShareLinksService],
})
export class SharingModule {}
