import { Body, Controller, HttpCode, HttpStatus, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { estimateSizing } from '@app/agents';
import { Clock } from '@app/kernel';
import { TenantCatalogs } from '@app/overrides';
import { AcceptsYaml } from '../http/accepts-yaml.decorator';
import { CurrentTenant } from '../http/current-tenant';
import { CostlyWrite } from '../rate-limit/costly-write.decorator';
import { SizingEstimateDto } from './sizing-estimate.dto';
import { SizingEstimateView, toSizingEstimateView } from './sizing-estimate.view';

/** Options returned where the body names no number. */
const USUAL_LIMIT = 10;

/** Sizes without an assessment. */
@ApiTags('Sizing')
@Controller('v1/sizing')
export class SizingController {
  constructor(
    private readonly clock: Clock,
    private readonly catalogs: TenantCatalogs,
    private readonly tenant: CurrentTenant,
  ) {}

  @Post('estimate')
  @CostlyWrite(true)
  @HttpCode(HttpStatus.OK)
  @AcceptsYaml(SizingEstimateDto)
  @ApiOperation({
    operationId: 'estimateSizing',
    summary: 'Size one workload on the accelerators of the catalog, without an assessment',
    description:
      'Answers at once: what each accelerator takes to hold the workload, the first of them in depth, and every figure with its formula, inputs, sources and range. Nothing is stored.',
  })
  @ApiResponse({ status: 200, type: SizingEstimateView })
  @ApiResponse({ status: 422, description: 'The workload contradicts itself, or names what is not there' })
  async estimate(@Body() body: SizingEstimateDto): Promise<SizingEstimateView> {
    const asOf = body.asOf ?? this.clock.now().toISOString().slice(0, 10);
    const estimate = estimateSizing({
      workload: body.toWorkload(),
      catalog: await this.catalogs.current(this.tenant.id, asOf),
      asOf,
      limit: body.limit ?? USUAL_LIMIT,
      ...(body.acceleratorIds == null ? {} : { acceleratorIds: body.acceleratorIds }),
    });
    return toSizingEstimateView(estimate, asOf);
  }
}
