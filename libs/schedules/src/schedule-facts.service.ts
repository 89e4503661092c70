import { Injectable } from '@nestjs/common';
import { loadCatalog } from '@app/catalog';
import { OverridesService } from '@app/overrides';

/** Names the facts that a run of a tenant would be assessed by: the shipped catalog and the tenant's own files. */
@Injectable()
export class ScheduleFacts {
  constructor(private readonly ownFiles: OverridesService) {}

  async of(tenantId: string): Promise<string> {
    const own = await this.ownFiles.currentVersion(tenantId);
    return `catalog of ${loadCatalog().asOf}, own files ${own}`;
  }
}
