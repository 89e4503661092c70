import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { GitHubIssue, JiraIssue } from '@app/approvals';
import { ApprovalsService, githubIssueOf, jiraIssueOf, ticketOf } from '@app/approvals';
import { RecommendationsService } from '@app/synthesis';
import type { FastifyReply } from 'fastify';
import { CurrentTenant } from '../http/current-tenant';
import { TicketQueryDto } from './ticket-query.dto';

/** Recommendations for the trackers in which people work. */
@ApiTags('Recommendations')
@Controller('v1/recommendations/:id/ticket')
export class RecommendationTicketController {
  constructor(
    private readonly recommendations: RecommendationsService,
    private readonly approvals: ApprovalsService,
    private readonly tenant: CurrentTenant,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'getRecommendationTicket',
    summary: 'Read a recommendation as the body of a request that creates an issue',
    description:
      'For Jira (POST /rest/api/3/issue) or GitHub (POST /repos/{owner}/{repo}/issues). It says first which state it is in. Tell where the ticket is with PATCH and ticketUrl.',
  })
  @ApiResponse({ status: 200, schema: { type: 'object' } })
  async ticket(
    @Param('id') id: string,
    @Query() query: TicketQueryDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<JiraIssue | GitHubIssue> {
    const detail = await this.recommendations.get(this.tenant.id, id);
    const { assessmentId, key } = detail.followUp;
    const subject = { kind: 'recommendation', assessmentId, key } as const;
    const approved = await this.approvals.newestOf(this.tenant.id, subject, 'approved');
    const ticket = ticketOf(detail, approved);
    void reply.header('Cache-Control', 'private, no-cache');
    if (query.format === 'github') return githubIssueOf(ticket);
    const { api, project, issueType } = query;
    return jiraIssueOf(ticket, {
      version: api ?? '3',
      project: project ?? null,
      issueType: issueType ?? 'Task',
    });
  }
}
