import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { AppError } from '@app/kernel';
import { BrandingService, forAudience, renderHtml } from '@app/reports';
import { ShareLinksService } from '@app/sharing';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RateLimiter } from '../rate-limit/rate-limiter.service';
import { policyOfPage } from './shared-policy';

/** Requests a minute from one address: far more than people read, far less than a search for tokens would need. */
export const SHARED_PER_MINUTE = 120;

/** Whatever the answer: kept by nobody, listed by nobody, told to nobody. */
const ALWAYS = {
  'Cache-Control': 'private, no-store',
  'X-Robots-Tag': 'noindex, nofollow, noarchive',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
} as const;

/** What a share link opens. The token in the path is the permission, and names the tenant. */
@ApiTags('Sharing')
@Controller('shared')
export class SharedReportController {
  constructor(
    private readonly links: ShareLinksService,
    private readonly branding: BrandingService,
    private readonly limiter: RateLimiter,
  ) {}

  @Get(':token')
  @ApiProduces('text/html')
  @ApiOperation({
    operationId: 'openSharedReport',
    summary: 'Read a report by a share link',
    description:
      'Counts as a view, always with the whole report: no ETag, no 304. A HEAD request counts none.',
  })
  @ApiResponse({ status: 200, schema: { type: 'string' } })
  @ApiResponse({ status: 404, description: 'shared.not-found: no link has this token' })
  @ApiResponse({
    status: 410,
    description: 'shared.expired, shared.used-up, shared.revoked or shared.report-removed',
  })
  async open(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    void reply.headers(ALWAYS);
    await this.count(request, reply);
    const { link, report } = await this.links.open(token, request.method !== 'HEAD');
    const document = link.audience ? forAudience(report.document, link.audience) : report.document;
    const html = renderHtml(document, await this.branding.presentation(link.tenantId, link.language));
    void reply.headers({
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': policyOfPage(html),
      'Content-Disposition': 'inline; filename="report.html"',
    });
    return html;
  }

  /** @throws shared.rate-limited */
  private async count(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const quota = await this.limiter.take(`shared:${request.ip}`, SHARED_PER_MINUTE);
    if (quota === 'unlimited' || quota === 'unknown') return;
    void reply
      .header('RateLimit-Policy', `"shared";q=${quota.limit};w=${quota.windowSeconds}`)
      .header('RateLimit', `"shared";r=${quota.remaining};t=${quota.resetSeconds}`);
    if (!quota.exceeded) return;
    throw new AppError({
      kind: 'rate-limited',
      code: 'shared.rate-limited',
      message: `More than ${quota.limit} requests in a minute. Go on in ${quota.resetSeconds} s.`,
      retryAfterSeconds: quota.resetSeconds,
    });
  }
}
