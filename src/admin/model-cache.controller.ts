import { Controller, Delete, HttpCode, HttpStatus, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ModelCache } from '@app/llm';
import { WorksWithoutDatabase } from '../health/database-gate.guard';
import { CurrentTenant } from '../http/current-tenant';
import { ModelCacheQueryDto } from './model-cache-query.dto';

/** The answers of language models that are kept to be given again. */
@ApiTags('Operations')
@Controller('v1/admin/model-cache')
@WorksWithoutDatabase()
export class ModelCacheController {
  constructor(
    private readonly cache: ModelCache,
    private readonly tenant: CurrentTenant,
  ) {}

  @Delete()
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiOperation({
    operationId: 'invalidateModelCache',
    summary: 'Have models asked anew',
    description:
      'Makes the kept answers of language models worthless, those of the tenant of this request alone, in every process ' +
      'at once. What was kept goes when its time (LLM_CACHE_HOURS) is over. Runs that are done stay as they are.',
  })
  @ApiResponse({ status: 204, description: 'No answer from before is given again' })
  async invalidate(@Query() { prompt }: ModelCacheQueryDto): Promise<void> {
    await this.cache.invalidate(this.tenant.id, prompt);
  }
}
