import { Injectable } from '@nestjs/common';
import { AppConfig } from '@app/platform';
import type { IncomingMessage } from 'node:http';

/**
 * Says whose data a request is about: the one place where that is decided. Nothing that the caller sends can choose the
 * tenant until callers prove who they are; authentication takes its place here.
 */
@Injectable()
export class TenantResolver {
  constructor(private readonly config: AppConfig) {}

  tenantOf(_request: IncomingMessage): string {
    return this.config.env.DEFAULT_TENANT;
  }
}
