import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Param, Put } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { SavingsLoopService } from '@app/approvals';
import { CurrentTenant } from '../http/current-tenant';
import { SavingMeasureDto } from './saving-measure.dto';
import { SavingsLoopView, toSavingsLoopView } from './savings.view';

/** What recommendations saved in fact, against what was forecast. */
@ApiTags('Recommendations')
@Controller('v1/recommendations/:id')
export class RecommendationSavingsController {
  constructor(
    private readonly loop: SavingsLoopService,
    private readonly tenant: CurrentTenant,
  ) {}

  @Get('savings')
  @ApiOperation({
    operationId: 'getRecommendationSavings',
    summary: 'Read what a recommendation saved by the actuals of a budget, against its forecast',
  })
  @ApiResponse({ status: 200, type: SavingsLoopView })
  async savings(@Param('id') id: string): Promise<SavingsLoopView> {
    return toSavingsLoopView(await this.loop.read(this.tenant.id, id));
  }

  @Put('saving-measure')
  @ApiOperation({
    operationId: 'setSavingMeasure',
    summary: 'Say in which category of which budget the saving can be seen',
    description: 'A category of a budget measures one recommendation: what is saved is counted once.',
  })
  @ApiResponse({ status: 200, type: SavingsLoopView })
  @ApiResponse({ status: 409, description: 'saving.counted-elsewhere names the recommendation that has it' })
  async measure(@Param('id') id: string, @Body() body: SavingMeasureDto): Promise<SavingsLoopView> {
    return toSavingsLoopView(await this.loop.measure(this.tenant.id, id, body.toMeasure()));
  }

  @Delete('saving-measure')
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiOperation({ operationId: 'removeSavingMeasure', summary: 'Read the saving off no budget any more' })
  @ApiResponse({ status: 204 })
  async forget(@Param('id') id: string): Promise<void> {
    await this.loop.forget(this.tenant.id, id);
  }
}
