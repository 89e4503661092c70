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
  Req,
  Res,
} from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ShareLinksService, type ShareLink } from '@app/sharing';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentTenant } from '../http/current-tenant';
import { answerPage } from '../http/page-answer';
import { PageQueryDto } from '../http/page-query.dto';
import { ShareLinkDto } from './share-link.dto';
import { NewShareLinkView, SHARE_LINK_FIELDS, ShareLinkPageView, toShareLinkView } from './share-link.view';

@ApiTags('Sharing')
@Controller('v1')
export class ShareLinksController {
  constructor(
    private readonly links: ShareLinksService,
    private readonly tenant: CurrentTenant,
  ) {}

  // Not repeatable under a key: the answer that would be kept for that holds the token.
  @Post('runs/:id/share-links')
  @ApiOperation({
    operationId: 'createShareLink',
    summary: 'Make a link that opens the report of a run to whoever has it',
    description: 'The address is in this answer alone: only the SHA-256 of its token is stored.',
  })
  @ApiResponse({ status: 201, type: NewShareLinkView })
  async create(
    @Param('id') runId: string,
    @Body() body: ShareLinkDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<NewShareLinkView> {
    const { link, token, readAt } = await this.links.create(this.tenant.id, runId, body.toTerms());
    void reply.header('Cache-Control', 'private, no-store');
    const url = `${request.protocol}://${request.host}/shared/${token}`;
    return { ...toShareLinkView(link, readAt), url };
  }

  @Get('runs/:id/share-links')
  @ApiOperation({
    operationId: 'listShareLinks',
    summary: 'List the links to the report of a run, newest first',
  })
  @ApiResponse({ status: 200, type: ShareLinkPageView })
  async list(
    @Param('id') runId: string,
    @Query() query: PageQueryDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ShareLinkPageView> {
    const page = await this.links.list(this.tenant.id, runId, query.toPageRequest());
    const toView = (one: ShareLink) => toShareLinkView(one, page.readAt);
    const wanted = { fields: query.fields, known: SHARE_LINK_FIELDS };
    return answerPage(page, toView, wanted, { request, reply });
  }

  @Delete('share-links/:id')
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiOperation({ operationId: 'revokeShareLink', summary: 'Take a link back, for good' })
  @ApiResponse({ status: 204 })
  async revoke(@Param('id') id: string): Promise<void> {
    await this.links.revoke(this.tenant.id, id);
  }
}
