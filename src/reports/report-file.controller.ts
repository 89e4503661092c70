import { Controller, Get, HttpStatus, Param, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { AppError } from '@app/kernel';
import type { PublishedFile, ReportFile } from '@app/report-files';
import { REPORT_FORMATS, ReportArchive, ReportOrders, reportFileNotReady } from '@app/report-files';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { CurrentTenant } from '../http/current-tenant';
import { namesTag } from '../http/entity-tag';
import { rangeHolds, wantedBytes } from './byte-range';

/** A report runs no script and loads nothing: its styles and pictures are in it. */
const REPORT_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox";

@ApiTags('Reports')
@Controller('v1/reports/:id/file')
export class ReportFileController {
  constructor(
    private readonly orders: ReportOrders,
    private readonly archive: ReportArchive,
    private readonly tenant: CurrentTenant,
  ) {}

  @Get()
  @ApiProduces('application/octet-stream')
  @ApiHeader({ name: 'Range', required: false, schema: { type: 'string', example: 'bytes=0-65535' } })
  @ApiHeader({ name: 'If-None-Match', required: false, schema: { type: 'string' } })
  @ApiHeader({ name: 'If-Range', required: false, schema: { type: 'string' } })
  @ApiOperation({
    operationId: 'getReportFile',
    summary: 'Download the file of a report, in whole or in part',
  })
  @ApiResponse({ status: 200, schema: { type: 'string', format: 'binary' } })
  @ApiResponse({ status: 206, description: 'The part that Range names' })
  @ApiResponse({ status: 304, description: 'It is as the If-None-Match says' })
  async file(
    @Param('id') id: string,
    @Req() { headers, method }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile | undefined> {
    const report = await this.orders.get(this.tenant.id, id);
    const { file } = report;
    if (!file) throw reportFileNotReady(id, report.state);
    const tag = `"${file.sha256.slice(0, 40)}"`;
    void reply.headers({ ETag: tag, 'Cache-Control': 'private, no-cache', 'Accept-Ranges': 'bytes' });
    if (namesTag(headers['if-none-match'], tag)) {
      void reply.code(HttpStatus.NOT_MODIFIED);
      return undefined;
    }
    if (method === 'HEAD') {
      describe(report, reply);
      // Its body would be read to the end and thrown away.
      return new StreamableFile(Readable.from([]), { length: file.bytes });
    }
    const holds = rangeHolds(headers['if-range'] as string | undefined, tag);
    const wanted = holds ? wantedBytes(headers.range, file.bytes) : 'all';
    if (wanted === 'unsatisfiable') throw outside(file, reply);
    const content = await this.archive.open(report, wanted === 'all' ? undefined : wanted);
    describe(report, reply);
    if (wanted === 'all') return new StreamableFile(content, { length: file.bytes });
    const { first, last } = wanted;
    void reply
      .code(HttpStatus.PARTIAL_CONTENT)
      .header('Content-Range', `bytes ${first}-${last}/${file.bytes}`);
    return new StreamableFile(content, { length: last - first + 1 });
  }
}

function describe({ format, fileName }: ReportFile, reply: FastifyReply): void {
  const { contentType } = REPORT_FORMATS[format];
  // Browsers show what they can, and save the rest.
  const how = format === 'html' || format === 'pdf' ? 'inline' : 'attachment';
  void reply.headers({
    'Content-Type': contentType,
    'Content-Disposition': `${how}; filename="${fileName}"`,
    'X-Content-Type-Options': 'nosniff',
    ...(format === 'html' && { 'Content-Security-Policy': REPORT_POLICY }),
  });
}

function outside({ bytes }: PublishedFile, reply: FastifyReply): AppError {
  void reply.header('Content-Range', `bytes */${bytes}`);
  return new AppError({
    kind: 'range-not-satisfiable',
    code: 'request.range-not-satisfiable',
    message: `The file has ${bytes} bytes, counted from 0: expected a Range that begins before its end.`,
  });
}
