import { Controller, Get, Param, UseInterceptors } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { RunDecisions } from '@app/runs';
import { ConditionalReadInterceptor } from '../http/conditional-read.interceptor';
import { CurrentTenant } from '../http/current-tenant';
import { ConflictListView, toConflictView } from './decision.view';

/** The conflict board of a run. */
@ApiTags('Decisions')
@Controller('v1/runs/:id/conflicts')
@UseInterceptors(ConditionalReadInterceptor)
export class RunConflictsController {
  constructor(
    private readonly decisions: RunDecisions,
    private readonly tenant: CurrentTenant,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'listRunConflicts',
    summary: 'List the choices on which agents voted, with their positions, the rule and the winner',
    description:
      'Of a run under way: by the agents that have finished. What people had decided when the run was accepted stands in place of the rule.',
  })
  @ApiResponse({ status: 200, type: ConflictListView })
  async list(@Param('id') runId: string): Promise<ConflictListView> {
    const { decisions } = await this.decisions.board(this.tenant.id, runId);
    return { items: decisions.map(toConflictView) };
  }
}
