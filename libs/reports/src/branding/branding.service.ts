import { Clock } from '@app/kernel';
import { Injectable } from '@nestjs/common';
import type { Branding, Presentation, ReportLanguage } from '../presentation';
import { brandingChanged, brandingNotFound } from './branding.errors';
import { BrandingRepository, type BrandingVersion } from './branding.repository';
import { checkBranding } from './check-branding';

/** How often a change is tried again where somebody else made one in the same moment and none was expected. */
const ATTEMPTS = 5;

/** How a tenant's reports look. */
@Injectable()
export class BrandingService {
  constructor(
    private readonly brandings: BrandingRepository,
    private readonly clock: Clock,
  ) {}

  /** @throws branding.not-found */
  async get(tenantId: string): Promise<BrandingVersion & { readonly branding: Branding }> {
    const { branding, ...rest } = await this.brandings.current(tenantId);
    if (!branding) throw brandingNotFound();
    return { branding, ...rest };
  }

  /** The number of the branding that reports are made with now; it grows with every change, 0 where none was ever set. */
  async version(tenantId: string): Promise<number> {
    return (await this.brandings.current(tenantId)).version;
  }

  /** How reports of a tenant are shown in a language. */
  async presentation(tenantId: string, language: ReportLanguage): Promise<Presentation> {
    return { language, branding: (await this.brandings.current(tenantId)).branding };
  }

  /**
   * Sets the branding whole.
   *
   * @throws branding.refused, branding.version-mismatch
   */
  async set(tenantId: string, branding: Branding, by: string, expected?: number): Promise<BrandingVersion> {
    return this.change(tenantId, checkBranding(branding), by, expected);
  }

  /** @throws branding.not-found, branding.version-mismatch */
  async remove(tenantId: string, by: string, expected?: number): Promise<BrandingVersion> {
    await this.get(tenantId);
    return this.change(tenantId, null, by, expected);
  }

  private async change(
    tenantId: string,
    branding: Branding | null,
    by: string,
    expected: number | undefined,
  ): Promise<BrandingVersion> {
    for (let attempt = 1; ; attempt++) {
      const { version } = await this.brandings.current(tenantId);
      if (expected !== undefined && version !== expected) throw brandingChanged(expected, version);
      const made = await this.brandings.change(tenantId, version, { branding, by, at: this.clock.now() });
      if (made) return made;
      if (attempt === ATTEMPTS) throw brandingChanged(version, version + 1);
    }
  }
}
