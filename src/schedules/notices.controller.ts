import {
  Body,
  Controller,
  Get,
  HttpCode,
  HttpStatus,
  Param,
  Post,
  Query,
  Req,
  Res,
  UseInterceptors,
} from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { SchedulesService } from '@app/schedules';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ConditionalReadInterceptor } from '../http/conditional-read.interceptor';
import { CurrentTenant } from '../http/current-tenant';
import { answerPage } from '../http/page-answer';
import { NOTICE_FIELDS, NoticePageView, NoticeView, toNoticeView } from './notice.view';
import { NoticeQueryDto, ReadNoticeDto } from './schedule.dto';

@ApiTags('Schedules')
@Controller('v1/notices')
@UseInterceptors(ConditionalReadInterceptor)
export class NoticesController {
  constructor(
    private readonly schedules: SchedulesService,
    private readonly tenant: CurrentTenant,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'listNotices',
    summary: 'List what scheduled runs recommend differently, newest first',
  })
  @ApiResponse({ status: 200, type: NoticePageView })
  async list(
    @Query() query: NoticeQueryDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<NoticePageView> {
    const unread = query.unread === undefined ? undefined : query.unread === 'true';
    const filter = { unread, assessmentId: query.assessmentId };
    const page = await this.schedules.listNotices(this.tenant.id, filter, query.toPageRequest());
    const wanted = { fields: query.fields, known: NOTICE_FIELDS };
    return answerPage(page, toNoticeView, wanted, { request, reply });
  }

  @Get(':id')
  @ApiOperation({ operationId: 'getNotice', summary: 'Read a notice' })
  @ApiResponse({ status: 200, type: NoticeView })
  async get(@Param('id') id: string): Promise<NoticeView> {
    return toNoticeView(await this.schedules.getNotice(this.tenant.id, id));
  }

  @Post(':id/read')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ operationId: 'readNotice', summary: 'Mark a notice as read; who did so first stays' })
  @ApiResponse({ status: 200, type: NoticeView })
  async read(@Param('id') id: string, @Body() body: ReadNoticeDto): Promise<NoticeView> {
    return toNoticeView(await this.schedules.markRead(this.tenant.id, id, body.by));
  }
}
