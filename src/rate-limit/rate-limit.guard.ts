import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { AppError } from '@app/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentTenant } from '../http/current-tenant';
import { RateLimiter } from './rate-limiter.service';

/** Says what a tenant has left, and refuses what goes beyond it. Probes and the reference page are not counted. */
@Injectable()
export class RateLimitGuard implements CanActivate {
  constructor(
    private readonly limiter: RateLimiter,
    private readonly tenant: CurrentTenant,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (!request.routeOptions.url?.startsWith('/v1/')) return true;
    const quota = await this.limiter.take(this.tenant.id);
    if (quota === null) return true;
    void context
      .switchToHttp()
      .getResponse<FastifyReply>()
      .header('RateLimit-Policy', `"tenant";q=${quota.limit};w=${quota.windowSeconds}`)
      .header('RateLimit', `"tenant";r=${quota.remaining};t=${quota.resetSeconds}`);
    if (!quota.exceeded) return true;
    throw new AppError({
      kind: 'rate-limited',
      code: 'request.rate-limited',
      message: `More than ${quota.limit} requests in a minute. Go on in ${quota.resetSeconds} s.`,
      retryAfterSeconds: quota.resetSeconds,
    });
  }
}
