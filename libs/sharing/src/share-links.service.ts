import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '@app/database';
import { newId } from '@app/kernel';
import { ReportDocumentRepository } from '@app/reports';
import type { StoredReport } from '@app/reports';
import { RunsService } from '@app/runs';
import type { ShareLink, ShareTerms } from './share-link';
import { MOST_OPEN_LINKS, shareLinkState } from './share-link';
import { ShareLinkRepository } from './share-link.repository';
import { hashOfToken, newShareToken } from './share-token';
import {
  nothingToShare,
  sharedGone,
  sharedNotFound,
  sharedReportRemoved,
  shareLinkNotFound,
  tooManyShareLinks,
} from './sharing.errors';

const DAY_MS = 86_400_000;

/** A link with the moment by the database's clock at which it was read. */
export interface ReadShareLink {
  readonly link: ShareLink;
  readonly readAt: Date;
}

/** Links that open the report of a run to whoever has them. */
@Injectable()
export class ShareLinksService {
  constructor(
    private readonly links: ShareLinkRepository,
    private readonly runs: RunsService,
    private readonly reports: ReportDocumentRepository,
  ) {}

  /**
   * Makes a link. The token is in this answer and nowhere else, ever.
   *
   * @throws run.not-found
   * @throws share-link.no-report
   * @throws share-link.too-many
   */
  async create(
    tenantId: string,
    runId: string,
    terms: ShareTerms,
  ): Promise<ReadShareLink & { readonly token: string }> {
    const { state } = await this.runs.get(tenantId, runId);
    const hasReport = state === 'completed' || state === 'partial';
    if (!hasReport || (await this.reports.findHash(tenantId, runId)) === null)
      throw nothingToShare(runId, state);
    const now = await this.links.now();
    if ((await this.links.countOpen(tenantId, runId, now)) >= MOST_OPEN_LINKS)
      throw tooManyShareLinks(runId, MOST_OPEN_LINKS);
    const { expiresInDays, ...rest } = terms;
    const link: ShareLink = {
      id: newId(),
      tenantId,
      runId,
      ...rest,
      createdAt: now,
      expiresAt: new Date(now.getTime() + expiresInDays * DAY_MS),
      views: 0,
      lastViewedAt: null,
      revokedAt: null,
    };
    const token = newShareToken();
    await this.links.insert(link, hashOfToken(token));
    return { link, token, readAt: now };
  }

  /** Newest first, those that open nothing any more included. @throws run.not-found */
  async list(
    tenantId: string,
    runId: string,
    page: PageRequest,
  ): Promise<Page<ShareLink> & { readonly readAt: Date }> {
    await this.runs.get(tenantId, runId);
    const [links, readAt] = await Promise.all([this.links.list(tenantId, runId, page), this.links.now()]);
    return { ...links, readAt };
  }

  /** Takes a link back, for good; again is no more. @throws share-link.not-found */
  async revoke(tenantId: string, id: string): Promise<void> {
    if (await this.links.revoke(tenantId, id)) return;
    if ((await this.links.find(tenantId, id)) === null) throw shareLinkNotFound(id);
  }

  /**
   * The report that a token opens; counts the view unless somebody only asks whether it opens.
   *
   * @throws shared.not-found
   * @throws shared.expired, shared.used-up, shared.revoked, shared.report-removed
   */
  async open(token: string, isCounted: boolean): Promise<{ link: ShareLink; report: StoredReport }> {
    const hash = hashOfToken(token);
    const link = isCounted ? await this.links.countView(hash) : null;
    const opened = link ?? (await this.lookAt(hash));
    const report = await this.reports.findByRun(opened.tenantId, opened.runId);
    if (report === null) throw sharedReportRemoved();
    return { link: opened, report };
  }

  private async lookAt(hash: string): Promise<ShareLink> {
    const [link, now] = await Promise.all([this.links.findByToken(hash), this.links.now()]);
    if (link === null) throw sharedNotFound();
    const state = shareLinkState(link, now);
    if (state !== 'open') throw sharedGone(state);
    return link;
  }
}
