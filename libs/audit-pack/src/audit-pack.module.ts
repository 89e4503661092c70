import { Module } from '@nestjs/common';
import { ApprovalsModule } from '@app/approvals';
import { AssessmentsModule } from '@app/assessments';
import { OverridesModule } from '@app/overrides';
import { ReportsModule } from '@app/reports';
import { RunsModule } from '@app/runs';
import { AuditPacks } from './audit-packs.service';
import { PackApprovals } from './pack-approvals';
import { PackMaterial } from './pack-material.service';
import { PackWorkshop } from './pack-workshop.service';
import { StoredApprovals } from './stored-approvals.service';

/** Audit packs of finished runs, made in a thread of the process. */
@Module({
  imports: [ApprovalsModule, AssessmentsModule, OverridesModule, ReportsModule, RunsModule],
  providers: [AuditPacks, PackMaterial, PackWorkshop, { provide: PackApprovals, useClass: StoredApprovals }],
  exports: [AuditPacks],
})
export class AuditPackModule {}
