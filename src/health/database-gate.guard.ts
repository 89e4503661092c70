import type { CanActivate, CustomDecorator, ExecutionContext } from '@nestjs/common';
import { Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { DatabaseAvailability, databaseUnavailable } from '@app/database';
import type { FastifyRequest } from 'fastify';

const WITHOUT_DATABASE = 'infra-mind:without-database';

/** Marks a controller or route under /v1 that is served while the database is away. */
export const WorksWithoutDatabase = (): CustomDecorator => SetMetadata(WITHOUT_DATABASE, true);

/**
 * Refuses requests to /v1 at once while no database server takes writes: each would wait for one, and a caller that
 * waits holds a connection and memory for nothing.
 */
@Injectable()
export class DatabaseGate implements CanActivate {
  constructor(
    private readonly availability: DatabaseAvailability,
    private readonly reflector: Reflector,
  ) {}

  /** @throws database.unavailable */
  canActivate(context: ExecutionContext): boolean {
    if (this.availability.isWritable || context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (!request.routeOptions.url?.startsWith('/v1/')) return true;
    if (this.reflector.getAllAndOverride(WITHOUT_DATABASE, [context.getHandler(), context.getClass()]))
      return true;
    throw databaseUnavailable();
  }
}
