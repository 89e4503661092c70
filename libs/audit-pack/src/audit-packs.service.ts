import { Injectable } from '@nestjs/common';
import { contentHash } from '@app/kernel';
import { sha256 } from './manifest';
import { PackMaterial } from './pack-material.service';
import { PackWorkshop } from './pack-workshop.service';

/** The pack of a run: a zip, and its own hash, which belongs into other hands than the pack. */
export interface AuditPack {
  readonly content: Uint8Array;
  /** Hexadecimal. */
  readonly sha256: string;
}

/** Somebody who asks for a pack often asks for its hash next. */
const MOST_BYTES_KEPT = 32 * 1024 * 1024;

/** Makes the audit packs of runs that ended with a result. Nothing is stored: the same run gives the same bytes. */
@Injectable()
export class AuditPacks {
  /** In the order of their last use; what is being made is waited for by all who ask. */
  private readonly kept = new Map<string, Promise<AuditPack>>();
  private readonly sizes = new Map<string, number>();

  constructor(
    private readonly material: PackMaterial,
    private readonly workshop: PackWorkshop,
  ) {}

  /**
   * The pack of a run of this tenant.
   * @throws run.not-found, audit-pack.not-ready, audit-pack.no-result, report.not-found
   * @throws threads.queue-full, threads.timed-out, threads.out-of-memory
   */
  async of(tenantId: string, runId: string): Promise<AuditPack> {
    const run = await this.material.endedRun(tenantId, runId);
    const approvals = await this.material.approvalsOf(run);
    const key = JSON.stringify([tenantId, runId, contentHash(approvals)]);
    const pack = this.kept.get(key) ?? this.make(run, approvals);
    this.kept.delete(key);
    this.kept.set(key, pack);
    try {
      const made = await pack;
      if (this.kept.has(key)) this.sizes.set(key, made.content.length);
      this.makeRoom();
      return made;
    } catch (error) {
      // What failed is made anew the next time.
      if (this.kept.get(key) === pack) this.kept.delete(key);
      throw error;
    }
  }

  private async make(...facts: Parameters<PackMaterial['factsOf']>): Promise<AuditPack> {
    const content = await this.workshop.make(await this.material.factsOf(...facts));
    return { content, sha256: sha256(content) };
  }

  private makeRoom(): void {
    let bytes = [...this.sizes.values()].reduce((sum, size) => sum + size, 0);
    for (const key of this.kept.keys()) {
      if (bytes <= MOST_BYTES_KEPT) return;
      bytes -= this.sizes.get(key) ?? 0;
      this.kept.delete(key);
      this.sizes.delete(key);
    }
  }
}
