import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AppError } from '@app/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentTenant } from '../http/current-tenant';
import { CostlyWrite } from './costly-write.decorator';
import { RateLimiter } from './rate-limiter.service';

/**
 * Says what a tenant has left, and refuses what goes beyond it. Probes and the reference page are not counted. Where
 * nobody counts because Redis is away, all is served but what makes work.
 */
@Injectable()
export class RateLimitGuard implements CanActivate {
  constructor(
    private readonly limiter: RateLimiter,
    private readonly tenant: CurrentTenant,
    private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (!request.routeOptions.url?.startsWith('/v1/')) return true;
    const quota = await this.limiter.take(this.tenant.id);
    if (quota === 'unlimited') return true;
    if (quota === 'unknown') {
      if (!this.reflector.get(CostlyWrite, context.getHandler())) return true;
      throw new AppError({
        kind: 'unavailable',
        code: 'request.not-counted',
        message: 'The store that counts requests does not answer, so no work is taken. Try again shortly.',
        retryAfterSeconds: 2,
      });
    }
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
