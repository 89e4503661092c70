import { Controller, Get, Headers, HttpStatus, Param, Res, StreamableFile } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { AuditPacks } from '@app/audit-pack';
import type { FastifyReply } from 'fastify';
import { Readable } from 'node:stream';
import { CurrentTenant } from '../http/current-tenant';
import { namesTag } from '../http/entity-tag';

const ZIP = 'application/zip';
const PIECE_BYTES = 64 * 1024;

/** What an auditor needs of a run, in one file. */
@ApiTags('Runs')
@Controller('v1/runs/:id/audit-pack')
export class AuditPackController {
  constructor(
    private readonly packs: AuditPacks,
    private readonly tenant: CurrentTenant,
  ) {}

  @Get()
  @ApiProduces(ZIP)
  @ApiOperation({
    operationId: 'getRunAuditPack',
    summary:
      'Download the audit pack of a run: reports, figures, facts, evidence, decisions, with a manifest',
    description:
      'The same run gives the same bytes; the ETag is their SHA-256. `infra-mind verify` checks it without a server.',
  })
  @ApiHeader({ name: 'If-None-Match', required: false, description: 'The ETag of the pack you have' })
  @ApiResponse({ status: 200, schema: { type: 'string', format: 'binary' } })
  @ApiResponse({ status: 304, description: 'It is as the If-None-Match says' })
  @ApiResponse({ status: 409, description: 'The run has not ended, or ended without a result' })
  async download(
    @Param('id') runId: string,
    @Headers('if-none-match') ifNoneMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile | undefined> {
    const { content, sha256 } = await this.packs.of(this.tenant.id, runId);
    const tag = `"${sha256}"`;
    void reply.headers({
      ETag: tag,
      'Cache-Control': 'private, no-cache',
      // RFC 9530: what a client may hold the bytes against that it got.
      'Repr-Digest': `sha-256=:${Buffer.from(sha256, 'hex').toString('base64')}:`,
    });
    if (namesTag(ifNoneMatch, tag)) {
      void reply.code(HttpStatus.NOT_MODIFIED);
      return undefined;
    }
    return new StreamableFile(Readable.from(piecesOf(content)), {
      type: ZIP,
      length: content.length,
      disposition: `attachment; filename="infra-mind-audit-${runId}.zip"`,
    });
  }
}

function* piecesOf(content: Uint8Array): Generator<Buffer> {
  for (let at = 0; at < content.length; at += PIECE_BYTES) {
    yield Buffer.from(content.buffer, content.byteOffset + at, Math.min(PIECE_BYTES, content.length - at));
  }
}
