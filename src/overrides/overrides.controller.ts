import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  HttpStatus,
  Param,
  Post,
  Query,
  Res,
  UseInterceptors,
} from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Clock } from '@app/kernel';
import { OverridesService } from '@app/overrides';
import type { FastifyReply } from 'fastify';
import { AcceptsYaml } from '../http/accepts-yaml.decorator';
import { ConditionalReadInterceptor } from '../http/conditional-read.interceptor';
import { CurrentTenant } from '../http/current-tenant';
import { FieldsQueryDto } from '../http/page-query.dto';
import { onlyFields } from '../http/sparse-fields';
import { Idempotent } from '../idempotency/idempotent.decorator';
import { ReservedId } from '../idempotency/reserved-id.decorator';
import { oneContent } from './override-content';
import { OverrideListQueryDto, OverrideUploadDto, OverrideUploadQueryDto } from './override.dto';
import {
  dryRunOutcome,
  OverrideListView,
  OverrideOutcomeView,
  OverrideRowsView,
  storedOutcome,
  toOverrideListView,
  toOverrideRowsView,
} from './override.view';

/** The tenant's own facts: prices, discounts, hardware, models, frameworks. */
@ApiTags('Catalog')
@Controller('v1/catalog/overrides')
@UseInterceptors(ConditionalReadInterceptor)
export class OverridesController {
  constructor(
    private readonly overrides: OverridesService,
    private readonly tenant: CurrentTenant,
    private readonly clock: Clock,
  ) {}

  @Post()
  @Idempotent()
  @AcceptsYaml(OverrideUploadDto)
  @ApiOperation({
    operationId: 'uploadCatalogOverride',
    summary: 'Put facts of your own in place of those of the catalog',
    description:
      'All rows or none: a wrong row is named by row, line, id and field, and nothing is stored. Runs that are accepted from then on use the file; those before keep to what stood when they were.',
  })
  @ApiResponse({ status: 201, type: OverrideOutcomeView, description: 'Stored' })
  @ApiResponse({ status: 200, type: OverrideOutcomeView, description: 'A dry run, right or wrong' })
  async upload(
    @Query() query: OverrideUploadQueryDto,
    @Body() body: OverrideUploadDto,
    @ReservedId() id: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OverrideOutcomeView> {
    oneContent(body);
    const upload = body.toUpload(this.clock.now().toISOString().slice(0, 10));
    if (query.dryRun) {
      void reply.status(HttpStatus.OK);
      return dryRunOutcome(await this.overrides.check(this.tenant.id, upload));
    }
    const outcome = storedOutcome(await this.overrides.upload(this.tenant.id, upload, id));
    if (outcome.file) void reply.header('Location', outcome.file.links.self);
    return outcome;
  }

  @Get()
  @ApiOperation({
    operationId: 'listCatalogOverrides',
    summary: 'List your own files, in the order in which they count',
  })
  @ApiResponse({ status: 200, type: OverrideListView })
  async list(@Query() query: OverrideListQueryDto): Promise<Partial<OverrideListView>> {
    const view = toOverrideListView(await this.overrides.list(this.tenant.id, query.version));
    return onlyFields(view, query.fields, ['version', 'items']);
  }

  @Get(':id')
  @ApiOperation({ operationId: 'getCatalogOverride', summary: 'Read one of your files with its rows' })
  @ApiResponse({ status: 200, type: OverrideRowsView })
  async get(@Param('id') id: string, @Query() query: FieldsQueryDto): Promise<Partial<OverrideRowsView>> {
    const view = toOverrideRowsView(await this.overrides.get(this.tenant.id, id));
    return onlyFields(view, query.fields, Object.keys(view) as Array<keyof OverrideRowsView>);
  }

  @Delete(':id')
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiOperation({
    operationId: 'deleteCatalogOverride',
    summary: 'Take a file of yours out',
    description: 'Runs that were accepted before go on with it.',
  })
  @ApiResponse({ status: 204 })
  async delete(@Param('id') id: string): Promise<void> {
    await this.overrides.remove(this.tenant.id, id);
  }
}
