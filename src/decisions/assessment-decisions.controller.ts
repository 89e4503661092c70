import {
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  Param,
  Put,
  Query,
  Res,
  UseInterceptors,
} from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { RunDecisions } from '@app/runs';
import type { DecisionVersion } from '@app/synthesis';
import type { FastifyReply } from 'fastify';
import { AcceptsYaml } from '../http/accepts-yaml.decorator';
import { ConditionalReadInterceptor } from '../http/conditional-read.interceptor';
import { CurrentTenant } from '../http/current-tenant';
import { expectedVersion, versionTag } from '../http/entity-tag';
import { DecideDto, WithdrawDto } from './decision.dto';
import { DecisionListView, DecisionView, toDecisionView } from './decision.view';

/** What people decide in place of the rules, for the next runs of an assessment. */
@ApiTags('Decisions')
@Controller('v1/assessments/:id/decisions')
@UseInterceptors(ConditionalReadInterceptor)
export class AssessmentDecisionsController {
  constructor(
    private readonly decisions: RunDecisions,
    private readonly tenant: CurrentTenant,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'listDecisions',
    summary: 'List what people decided and did not withdraw, by key',
  })
  @ApiResponse({ status: 200, type: DecisionListView })
  async list(@Param('id') id: string): Promise<DecisionListView> {
    const standing = await this.decisions.standing(this.tenant.id, id);
    return { items: standing.map(toDecisionView) };
  }

  @Get(':key')
  @ApiOperation({
    operationId: 'listDecisionVersions',
    summary: 'List all that was decided on one choice, newest first: at most the last fifty',
  })
  @ApiResponse({ status: 200, type: DecisionListView })
  async history(
    @Param('id') id: string,
    @Param('key') key: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DecisionListView> {
    const versions = await this.decisions.history(this.tenant.id, id, key);
    void reply.header('ETag', versionTag(versions[0]?.version ?? 0));
    return { items: versions.map(toDecisionView) };
  }

  @Put(':key')
  @AcceptsYaml(DecideDto)
  @ApiOperation({
    operationId: 'decide',
    summary: 'Decide a choice for the next runs, among what agents propose',
    description: 'Runs that were accepted before keep what stood then.',
  })
  @ApiHeader({ name: 'If-Match', required: false, description: 'Decide only if it is still at this version' })
  @ApiResponse({ status: 200, type: DecisionView })
  @ApiResponse({ status: 422, description: 'No agent proposes that option: those proposed are listed' })
  async decide(
    @Param('id') id: string,
    @Param('key') key: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: DecideDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DecisionView> {
    const { option, why, by } = body;
    const expected = numbered(expectedVersion(ifMatch));
    return answerWith(
      await this.decisions.decide(this.tenant.id, id, key, { option, why, by }, expected),
      reply,
    );
  }

  @Delete(':key')
  @ApiOperation({
    operationId: 'withdrawDecision',
    summary: 'Give a choice back to the rule, for the next runs',
  })
  @ApiHeader({
    name: 'If-Match',
    required: false,
    description: 'Withdraw only if it is still at this version',
  })
  @ApiResponse({
    status: 200,
    type: DecisionView,
    description: 'The withdrawal: a version without an option',
  })
  async withdraw(
    @Param('id') id: string,
    @Param('key') key: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Query() query: WithdrawDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DecisionView> {
    const words = { by: query.by ?? '', why: query.why ?? '' };
    const expected = numbered(expectedVersion(ifMatch));
    return answerWith(await this.decisions.withdraw(this.tenant.id, id, key, words, expected), reply);
  }
}

function numbered(version: number | 'any' | undefined): number | undefined {
  return version === 'any' ? undefined : version;
}

function answerWith(version: DecisionVersion, reply: FastifyReply): DecisionView {
  void reply.header('ETag', versionTag(version.version));
  return toDecisionView(version);
}
