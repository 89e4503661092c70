import { Body, Controller, HttpCode, HttpStatus, Post, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { AppError } from '@app/kernel';
import { WhatIfService } from '@app/what-if';
import type { FastifyReply } from 'fastify';
import { AcceptsYaml } from '../http/accepts-yaml.decorator';
import { CurrentTenant } from '../http/current-tenant';
import { CostlyWrite } from '../rate-limit/costly-write.decorator';
import { WhatIfDto } from './what-if.dto';
import { WhatIfView, toWhatIfView } from './what-if.view';

/** Questions about an assessment that are answered at once. */
@ApiTags('What-if')
@Controller('v1/what-if')
export class WhatIfController {
  constructor(
    private readonly whatIf: WhatIfService,
    private readonly tenant: CurrentTenant,
  ) {}

  @Post()
  @CostlyWrite(true)
  @HttpCode(HttpStatus.OK)
  @AcceptsYaml(WhatIfDto)
  @ApiOperation({
    operationId: 'askWhatIf',
    summary: 'Compare an assessment with itself under other traffic, place, hardware, model or promises',
    description: 'Searches the whole catalog before and after the changes, without a run. Nothing is stored.',
  })
  @ApiResponse({ status: 200, type: WhatIfView })
  @ApiResponse({ status: 422, description: 'A change names what is not there: the nearest ids are named' })
  async ask(@Body() body: WhatIfDto, @Res({ passthrough: true }) reply: FastifyReply): Promise<WhatIfView> {
    const request = body.toRequest();
    if ((request.assessmentId === undefined) === (request.input === undefined)) throw eitherOr();
    const gone = new AbortController();
    reply.raw.once('close', () => gone.abort());
    return toWhatIfView(await this.whatIf.ask(this.tenant.id, request, gone.signal));
  }
}

function eitherOr(): AppError {
  const detail = 'expected exactly one of assessmentId and input';
  return new AppError({
    kind: 'invalid',
    code: 'what-if.one-subject',
    message: `${detail}: the first names an assessment that is stored, the second is one that is not.`,
    problems: [{ pointer: '/assessmentId', detail }],
  });
}
