import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiProduces, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { AppConfig } from '@app/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PinoLogger } from 'nestjs-pino';
import { CurrentTenant } from '../../http/current-tenant';
import { RunFollowService } from './run-follow.service';
import type { RunFrame } from './run-frame';
import { SseConnection } from './sse-connection';
import { StreamClients } from './stream-clients';

/** The events of a run as server-sent events. */
@ApiTags('Runs')
@Controller('v1/runs')
export class RunStreamController {
  constructor(
    private readonly follow: RunFollowService,
    private readonly tenant: CurrentTenant,
    private readonly clients: StreamClients,
    private readonly config: AppConfig,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(RunStreamController.name);
  }

  @Get(':id/events')
  @ApiOperation({
    operationId: 'followRun',
    summary: 'Follow a run',
    description:
      'A stream of server-sent events: first a `snapshot` with the run, then `run.state`, `agent.state` and ' +
      '`run.progress` events, each under an id. With Last-Event-ID the stream goes on after that event; when it cannot, ' +
      'it says `resync` and sends a snapshot. It ends after the run has reached a final state.',
  })
  @ApiParam({ name: 'id', description: 'Id of the run' })
  @ApiQuery({
    name: 'lastEventId',
    required: false,
    description: 'The same as the header Last-Event-ID, for clients that cannot set headers',
  })
  @ApiProduces('text/event-stream')
  @ApiResponse({ status: 200, description: 'The stream' })
  @ApiResponse({
    status: 204,
    description: 'The run has ended and you have seen its last event: do not reconnect',
  })
  async events(
    @Param('id') runId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const connection = new SseConnection(reply.raw);
    const followed = { tenantId: this.tenant.id, runId, signal: connection.signal };
    const frames = await this.follow.open(followed, lastEventIdOf(request));
    if (frames === null) {
      void reply.code(204).send();
      return;
    }
    reply.hijack();
    connection.open(reply.getHeaders(), this.config.env.EVENT_HEARTBEAT_MS);
    if (request.method === 'HEAD') connection.close();
    else await this.pump(frames, connection);
  }

  private async pump(frames: AsyncIterable<RunFrame>, connection: SseConnection): Promise<void> {
    const release = this.clients.hold('sse', () => connection.letGo());
    try {
      for await (const frame of frames) await connection.send(frame);
    } catch (error) {
      // The client reconnects with the last id it saw and so misses nothing.
      this.logger.warn({ err: error }, 'A stream of events broke off');
    } finally {
      release();
      connection.close();
    }
  }
}

/** The header wins: a browser that reconnects sends it newer than what its address says. */
function lastEventIdOf({ headers, query }: FastifyRequest): string | null {
  const inQuery = (query as Readonly<Record<string, unknown>>).lastEventId;
  const given = headers['last-event-id'] ?? inQuery;
  return typeof given === 'string' && given !== '' ? given : null;
}
