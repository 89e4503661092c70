import { Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import { CurrentTenant } from './current-tenant';
import { InputPipe } from './input.pipe';
import { KnownHosts } from './known-hosts';
import { KnownQueryGuard } from './known-query.guard';
import { ProblemFilter } from './problem.filter';
import { RequestScope } from './request-scope';
import { RouteTable } from './route-table';
import { TenantResolver } from './tenant-resolver';

/** What all routes have in common: context, tenant, checking of input, answering of errors. */
@Module({
  providers: [
    CurrentTenant,
    KnownHosts,
    ProblemFilter,
    RequestScope,
    RouteTable,
    TenantResolver,
    { provide: APP_FILTER, useExisting: ProblemFilter },
    { provide: APP_GUARD, useClass: KnownQueryGuard },
    { provide: APP_PIPE, useClass: InputPipe },
  ],
  exports: [CurrentTenant, KnownHosts, ProblemFilter, RequestScope, RouteTable, TenantResolver],
})
export class HttpModule {}
