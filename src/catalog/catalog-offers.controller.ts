import { Controller, Get, Param, Query, Req, Res, UseInterceptors } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Catalog } from '@app/catalog';
import type { Page } from '@app/database';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ConditionalReadInterceptor } from '../http/conditional-read.interceptor';
import { linkNextPage } from '../http/page-link';
import { AcceleratorView, toAcceleratorView } from './accelerator.view';
import { InstanceView, toInstanceView } from './instance.view';
import { ModelView, toModelView } from './model.view';
import { ApiPriceView, toApiPriceView } from './api-price.view';
import { CatalogPageOf } from './catalog-page.view';
import {
  CatalogEntryQueryDto,
  AcceleratorQueryDto,
  InstanceQueryDto,
  ModelQueryDto,
  ApiPriceQueryDto,
} from './catalog-query.dto';
import { CatalogReader } from './catalog-reader.service';
import { sameText } from './same-text';

const ACCELERATORS = {
  name: 'accelerators',
  rows: (catalog: Catalog) => catalog.accelerators,
  view: toAcceleratorView,
};
class AcceleratorPageView extends CatalogPageOf(AcceleratorView) {}
const INSTANCES = { name: 'instances', rows: (catalog: Catalog) => catalog.instances, view: toInstanceView };
class InstancePageView extends CatalogPageOf(InstanceView) {}
const MODELS = { name: 'models', rows: (catalog: Catalog) => catalog.models, view: toModelView };
class ModelPageView extends CatalogPageOf(ModelView) {}
const API_PRICES = {
  name: 'api-prices',
  rows: (catalog: Catalog) => catalog.apiPrices,
  view: toApiPriceView,
};
class ApiPricePageView extends CatalogPageOf(ApiPriceView) {}

/** Reads accelerators, instances, models, api-prices as the tenant sees them. */
@ApiTags('Catalog')
@Controller('v1/catalog')
@UseInterceptors(ConditionalReadInterceptor)
export class CatalogOffersController {
  constructor(private readonly reader: CatalogReader) {}

  @Get('accelerators')
  @ApiOperation({ operationId: 'listCatalogAccelerators', summary: 'List accelerators' })
  @ApiResponse({ status: 200, type: AcceleratorPageView })
  async accelerators(
    @Query() query: AcceleratorQueryDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page<Partial<AcceleratorView>>> {
    const page = await this.reader.page(
      ACCELERATORS,
      query,
      (row) =>
        sameText(row.vendor, query.vendor) &&
        sameText(row.architecture, query.architecture) &&
        row.memoryGB >= (query.minMemoryGB ?? 0) &&
        row.memoryGB <= (query.maxMemoryGB ?? Infinity),
    );
    linkNextPage(page, request, reply);
    return page;
  }

  @Get('accelerators/:id')
  @ApiOperation({
    operationId: 'getCatalogAccelerator',
    summary: 'Read one of accelerators; a miss names the nearest ids',
  })
  @ApiResponse({ status: 200, type: AcceleratorView })
  accelerator(
    @Param('id') id: string,
    @Query() query: CatalogEntryQueryDto,
  ): Promise<Partial<AcceleratorView>> {
    return this.reader.entry(ACCELERATORS, id, query);
  }

  @Get('instances')
  @ApiOperation({ operationId: 'listCatalogInstances', summary: 'List instances with their prices' })
  @ApiResponse({ status: 200, type: InstancePageView })
  async instances(
    @Query() query: InstanceQueryDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page<Partial<InstanceView>>> {
    const page = await this.reader.page(
      INSTANCES,
      query,
      (row) =>
        sameText(row.provider, query.provider) &&
        sameText(row.region, query.region) &&
        (query.acceleratorId === undefined || row.acceleratorId === query.acceleratorId) &&
        (query.category === undefined || row.category === query.category) &&
        row.acceleratorCount >= (query.minAccelerators ?? 0) &&
        (query.minMemoryGiB === undefined || (row.memoryGiB ?? 0) >= query.minMemoryGiB),
    );
    linkNextPage(page, request, reply);
    return page;
  }

  @Get('instances/:id')
  @ApiOperation({
    operationId: 'getCatalogInstance',
    summary: 'Read one of instances; a miss names the nearest ids',
  })
  @ApiResponse({ status: 200, type: InstanceView })
  instance(@Param('id') id: string, @Query() query: CatalogEntryQueryDto): Promise<Partial<InstanceView>> {
    return this.reader.entry(INSTANCES, id, query);
  }

  @Get('models')
  @ApiOperation({ operationId: 'listCatalogModels', summary: 'List open-weight models' })
  @ApiResponse({ status: 200, type: ModelPageView })
  async models(
    @Query() query: ModelQueryDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page<Partial<ModelView>>> {
    const page = await this.reader.page(
      MODELS,
      query,
      (row) =>
        sameText(row.family, query.family) &&
        sameText(row.organisation, query.organisation) &&
        (query.kind === undefined || row.kind === query.kind) &&
        row.totalParamsB >= (query.minParamsB ?? 0) &&
        row.totalParamsB <= (query.maxParamsB ?? Infinity) &&
        row.contextLength >= (query.minContext ?? 0),
    );
    linkNextPage(page, request, reply);
    return page;
  }

  @Get('models/:id')
  @ApiOperation({
    operationId: 'getCatalogModel',
    summary: 'Read one of models; a miss names the nearest ids',
  })
  @ApiResponse({ status: 200, type: ModelView })
  model(@Param('id') id: string, @Query() query: CatalogEntryQueryDto): Promise<Partial<ModelView>> {
    return this.reader.entry(MODELS, id, query);
  }

  @Get('api-prices')
  @ApiOperation({ operationId: 'listCatalogApiPrices', summary: 'List prices of model APIs' })
  @ApiResponse({ status: 200, type: ApiPricePageView })
  async apiPrices(
    @Query() query: ApiPriceQueryDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page<Partial<ApiPriceView>>> {
    const page = await this.reader.page(
      API_PRICES,
      query,
      (row) =>
        sameText(row.provider, query.provider) &&
        (query.kind === undefined || row.kind === query.kind) &&
        row.inputUSDPerMTok <= (query.maxInputUSDPerMTok ?? Infinity) &&
        (query.minContext === undefined || (row.contextWindow ?? 0) >= query.minContext),
    );
    linkNextPage(page, request, reply);
    return page;
  }

  @Get('api-prices/:id')
  @ApiOperation({
    operationId: 'getCatalogApiPrice',
    summary: 'Read one of api-prices; a miss names the nearest ids',
  })
  @ApiResponse({ status: 200, type: ApiPriceView })
  apiPrice(@Param('id') id: string, @Query() query: CatalogEntryQueryDto): Promise<Partial<ApiPriceView>> {
    return this.reader.entry(API_PRICES, id, query);
  }
}
