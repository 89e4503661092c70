import { Controller, Get, Header, HttpStatus, Res, ServiceUnavailableException } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Readiness } from './readiness.service';

@ApiTags('Operations')
@Controller()
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  @Get('health')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    summary: 'Whether the process is alive',
    description: 'Asks no store: a restart cures what this finds.',
  })
  @ApiResponse({ status: 200, schema: { type: 'object', example: { status: 'ok' } } })
  health(): { readonly status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('ready')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Whether the process can serve: database, Redis, queue, not draining' })
  @ApiResponse({
    status: 200,
    description: 'It can',
    schema: { type: 'object', example: { status: 'ok', details: {} } },
  })
  @ApiResponse({ status: 503, description: 'It cannot, and what is down; send requests elsewhere' })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<unknown> {
    try {
      return await this.readiness.check();
    } catch (error) {
      if (!(error instanceof ServiceUnavailableException)) throw error;
      void reply.code(HttpStatus.SERVICE_UNAVAILABLE).header('Retry-After', '2');
      return error.getResponse();
    }
  }
}
