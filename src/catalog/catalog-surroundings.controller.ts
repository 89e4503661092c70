import { Controller, Get, Param, Query, Req, Res, UseInterceptors } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Catalog } from '@app/catalog';
import type { Page } from '@app/database';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ConditionalReadInterceptor } from '../http/conditional-read.interceptor';
import { linkNextPage } from '../http/page-link';
import { ManagedServiceView, toManagedServiceView } from './managed-service.view';
import { CarbonView, carbonPlaces, toCarbonView } from './carbon.view';
import {
  FrameworkSummaryView,
  FrameworkView,
  toFrameworkSummaryView,
  toFrameworkView,
} from './framework.view';
import { CatalogPageOf } from './catalog-page.view';
import {
  CatalogEntryQueryDto,
  ManagedServiceQueryDto,
  CarbonQueryDto,
  FrameworkQueryDto,
} from './catalog-query.dto';
import { CatalogReader } from './catalog-reader.service';
import { sameText } from './same-text';

const MANAGED_SERVICES = {
  name: 'managed-services',
  rows: (catalog: Catalog) => catalog.managedServices,
  view: toManagedServiceView,
};
class ManagedServicePageView extends CatalogPageOf(ManagedServiceView) {}
const CARBON = { name: 'carbon', rows: (catalog: Catalog) => carbonPlaces(catalog), view: toCarbonView };
class CarbonPageView extends CatalogPageOf(CarbonView) {}
const FRAMEWORKS = {
  name: 'frameworks',
  rows: (catalog: Catalog) => catalog.frameworks,
  view: toFrameworkSummaryView,
};
const FRAMEWORK_WITH_REQUIREMENTS = { ...FRAMEWORKS, view: toFrameworkView };
class FrameworkPageView extends CatalogPageOf(FrameworkSummaryView) {}

/** Reads managed-services, carbon, frameworks as the tenant sees them. */
@ApiTags('Catalog')
@Controller('v1/catalog')
@UseInterceptors(ConditionalReadInterceptor)
export class CatalogSurroundingsController {
  constructor(private readonly reader: CatalogReader) {}

  @Get('managed-services')
  @ApiOperation({ operationId: 'listCatalogManagedServices', summary: 'List prices of managed services' })
  @ApiResponse({ status: 200, type: ManagedServicePageView })
  async managedServices(
    @Query() query: ManagedServiceQueryDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page<Partial<ManagedServiceView>>> {
    const page = await this.reader.page(
      MANAGED_SERVICES,
      query,
      (row) =>
        sameText(row.provider, query.provider) &&
        sameText(row.region, query.region) &&
        sameText(row.category, query.category),
    );
    linkNextPage(page, request, reply);
    return page;
  }

  @Get('managed-services/:id')
  @ApiOperation({
    operationId: 'getCatalogManagedService',
    summary: 'Read one of managed-services; a miss names the nearest ids',
  })
  @ApiResponse({ status: 200, type: ManagedServiceView })
  managedService(
    @Param('id') id: string,
    @Query() query: CatalogEntryQueryDto,
  ): Promise<Partial<ManagedServiceView>> {
    return this.reader.entry(MANAGED_SERVICES, id, query);
  }

  @Get('carbon')
  @ApiOperation({
    operationId: 'listCatalogCarbons',
    summary: 'List the carbon intensity of grids, by cloud region and by country',
  })
  @ApiResponse({ status: 200, type: CarbonPageView })
  async carbons(
    @Query() query: CarbonQueryDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page<Partial<CarbonView>>> {
    const page = await this.reader.page(
      CARBON,
      query,
      (row) =>
        sameText(row.provider, query.provider) &&
        sameText(row.region, query.region) &&
        sameText(row.country, query.country) &&
        row.row.intensityGPerKWh <= (query.maxIntensityGPerKWh ?? Infinity),
    );
    linkNextPage(page, request, reply);
    return page;
  }

  @Get('carbon/:id')
  @ApiOperation({
    operationId: 'getCatalogCarbon',
    summary: 'Read one of carbon; a miss names the nearest ids',
  })
  @ApiResponse({ status: 200, type: CarbonView })
  carbon(@Param('id') id: string, @Query() query: CatalogEntryQueryDto): Promise<Partial<CarbonView>> {
    return this.reader.entry(CARBON, id, query);
  }

  @Get('frameworks')
  @ApiOperation({ operationId: 'listCatalogFrameworks', summary: 'List compliance frameworks' })
  @ApiResponse({ status: 200, type: FrameworkPageView })
  async frameworks(
    @Query() query: FrameworkQueryDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page<Partial<FrameworkSummaryView>>> {
    const page = await this.reader.page(
      FRAMEWORKS,
      query,
      (row) =>
        sameText(row.authority, query.authority) &&
        (query.trigger === undefined ||
          row.requirements.some(({ triggers }) => triggers.includes(query.trigger as string))),
    );
    linkNextPage(page, request, reply);
    return page;
  }

  @Get('frameworks/:id')
  @ApiOperation({
    operationId: 'getCatalogFramework',
    summary: 'Read one of frameworks; a miss names the nearest ids',
  })
  @ApiResponse({ status: 200, type: FrameworkView })
  framework(@Param('id') id: string, @Query() query: CatalogEntryQueryDto): Promise<Partial<FrameworkView>> {
    return this.reader.entry(FRAMEWORK_WITH_REQUIREMENTS, id, query);
  }
}
