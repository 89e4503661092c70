import {
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
  StreamableFile,
  UseInterceptors,
} from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes, ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { AppError } from '@app/kernel';
import { UploadRemovals, UploadsService } from '@app/uploads';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { TAKES_BYTES } from '../http/body-parsers';
import { ConditionalReadInterceptor } from '../http/conditional-read.interceptor';
import { CurrentTenant } from '../http/current-tenant';
import { answerPage } from '../http/page-answer';
import { CostlyWrite } from '../rate-limit/costly-write.decorator';
import { UploadListQueryDto, UploadQueryDto } from './upload.dto';
import { toUploadReadView, toUploadView, UPLOAD_FIELDS, UploadPageView, UploadReadView } from './upload.view';

/** What came is a document that was read, and no file. */
function noFile(): AppError {
  return new AppError({
    kind: 'unsupported-media-type',
    code: 'request.unsupported-media-type',
    message: 'Send the file as the body, with the Content-Type application/octet-stream, whatever it holds.',
  });
}

/** Files that people send, read into proposals. */
@ApiTags('Uploads')
@Controller('v1/uploads')
export class UploadsController {
  constructor(
    private readonly uploads: UploadsService,
    private readonly removals: UploadRemovals,
    private readonly tenant: CurrentTenant,
  ) {}

  @Post()
  @CostlyWrite(true)
  @RouteConfig(TAKES_BYTES)
  @ApiConsumes('application/octet-stream')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiOperation({
    operationId: 'uploadFile',
    summary: 'Send a file, to be read into proposals',
    description:
      'The body is the file, as it is or as .gz or .zip. Nothing but the upload is stored by it, and nothing at all of a file that cannot be read: its places are named. The same content again, as the same kind and with the same query, is the same upload.',
  })
  @ApiResponse({ status: 201, type: UploadReadView, description: 'Stored' })
  @ApiResponse({ status: 200, type: UploadReadView, description: 'Stored before' })
  @ApiResponse({ status: 413, description: 'Larger than files of its kind may be' })
  @ApiResponse({ status: 422, description: 'Not what it is said to be, or wrong: up to fifty places' })
  async upload(
    @Query() query: UploadQueryDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<UploadReadView> {
    const content = request.body;
    if (!(content instanceof Readable)) throw noFile();
    const gone = new AbortController();
    reply.raw.once('close', () => gone.abort());
    const file = { kind: query.kind, content, fileName: query.fileName ?? null, wish: query.toWish() };
    const { upload, isNew } = await this.uploads.take(this.tenant.id, file, gone.signal);
    const view = toUploadReadView(upload);
    void reply.header('Location', view.links.self);
    if (!isNew) void reply.status(HttpStatus.OK);
    return view;
  }

  @Get()
  @UseInterceptors(ConditionalReadInterceptor)
  @ApiOperation({ operationId: 'listUploads', summary: 'List uploads, newest first' })
  @ApiResponse({ status: 200, type: UploadPageView })
  async list(
    @Query() query: UploadListQueryDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<UploadPageView> {
    const page = await this.uploads.list(this.tenant.id, query.kind, query.toPageRequest());
    const wanted = { fields: query.fields, known: UPLOAD_FIELDS };
    return answerPage(page, toUploadView, wanted, { request, reply });
  }

  @Get(':id')
  @UseInterceptors(ConditionalReadInterceptor)
  @ApiOperation({ operationId: 'getUpload', summary: 'Read what a file holds' })
  @ApiResponse({ status: 200, type: UploadReadView })
  async get(@Param('id') id: string): Promise<UploadReadView> {
    return toUploadReadView(await this.uploads.get(this.tenant.id, id));
  }

  @Delete(':id')
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiOperation({
    operationId: 'deleteUpload',
    summary: 'Remove a file with all that was read from it',
    description: 'What was made of it stays. Evidence that an assessment names is not removed.',
  })
  @ApiResponse({ status: 204 })
  @ApiResponse({ status: 409, description: 'An assessment names it as evidence' })
  async remove(@Param('id') id: string): Promise<void> {
    await this.removals.remove(this.tenant.id, id);
  }

  @Get(':id/content')
  @ApiProduces('application/octet-stream')
  @ApiOperation({
    operationId: 'downloadUpload',
    summary: 'Get the file back as it was sent',
    description: 'Plans, states and manifests are not kept: they may hold passwords and keys.',
  })
  @ApiResponse({ status: 200, schema: { type: 'string', format: 'binary' } })
  async content(@Param('id') id: string): Promise<StreamableFile> {
    const upload = await this.uploads.get(this.tenant.id, id);
    const name = encodeURIComponent(upload.fileName ?? upload.id).replaceAll("'", '%27');
    return new StreamableFile(await this.uploads.open(upload), {
      type: 'application/octet-stream',
      length: upload.bytes,
      // Saved, never shown: what somebody sent is not to run as a page of this host.
      disposition: `attachment; filename*=UTF-8''${name}`,
    });
  }
}
