import { Injectable } from '@nestjs/common';
import { InvariantError } from '@app/kernel';
import { RequestContext } from '@app/platform';

/** The tenant of the request at hand. */
@Injectable()
export class CurrentTenant {
  constructor(private readonly context: RequestContext) {}

  get id(): string {
    const tenantId = this.context.current()?.tenantId;
    if (tenantId === undefined) throw new InvariantError('a request is served outside of its context');
    return tenantId;
  }
}
