import { Controller, Get, Param, Query, UseInterceptors } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { RunsService } from '@app/runs';
import { ConditionalReadInterceptor } from '../http/conditional-read.interceptor';
import { CurrentTenant } from '../http/current-tenant';
import { FieldsQueryDto } from '../http/page-query.dto';
import { onlyFields } from '../http/sparse-fields';
import { COMPLIANCE_FIELDS, ComplianceView, toComplianceView } from './compliance.view';

/** What a run says of compliance, for those who read nothing else of it. */
@ApiTags('Runs')
@Controller('v1/runs/:id/compliance')
@UseInterceptors(ConditionalReadInterceptor)
export class RunComplianceController {
  constructor(
    private readonly runs: RunsService,
    private readonly tenant: CurrentTenant,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'getRunCompliance',
    summary: 'Read frameworks, controls, gaps, Statement of Applicability and roadmap of a run',
  })
  @ApiResponse({
    status: 200,
    type: ComplianceView,
    description: 'Its lists are empty until the compliance agent has a result; ?fields= picks parts',
  })
  async compliance(
    @Param('id') runId: string,
    @Query() query: FieldsQueryDto,
  ): Promise<Partial<ComplianceView>> {
    const steps = await this.runs.results(this.tenant.id, runId);
    const view = toComplianceView(
      runId,
      steps.find(({ agent }) => agent === 'compliance'),
    );
    return onlyFields(view, query.fields, COMPLIANCE_FIELDS);
  }
}
