import { Module } from '@nestjs/common';
import { AssessmentsModule } from '@app/assessments';
import { OverridesModule } from '@app/overrides';
import { ReportsModule } from '@app/reports';
import { RunsModule } from '@app/runs';
import { AuditPacks } from './audit-packs.service';
import { PackMaterial } from './pack-material.service';
import { PackWorkshop } from './pack-workshop.service';

/** Audit packs of finished runs, made in a thread of the process. */
@Module({
  imports: [AssessmentsModule, OverridesModule, ReportsModule, RunsModule],
  providers: [AuditPacks, PackMaterial, PackWorkshop],
  exports: [AuditPacks],
})
export class AuditPackModule {}
