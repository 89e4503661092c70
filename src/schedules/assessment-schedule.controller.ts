import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  HttpStatus,
  Param,
  Put,
  UseInterceptors,
} from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { SchedulesService } from '@app/schedules';
import { ConditionalReadInterceptor } from '../http/conditional-read.interceptor';
import { CurrentTenant } from '../http/current-tenant';
import { ScheduleDto } from './schedule.dto';
import { ScheduleView, toScheduleView } from './schedule.view';

@ApiTags('Schedules')
@Controller('v1/assessments/:id/schedule')
@UseInterceptors(ConditionalReadInterceptor)
export class AssessmentScheduleController {
  constructor(
    private readonly schedules: SchedulesService,
    private readonly tenant: CurrentTenant,
  ) {}

  @Put()
  @ApiOperation({
    operationId: 'putSchedule',
    summary: 'Set when an assessment is assessed again',
    description:
      'Daily or weekly at a time of day, or when the catalog or the own catalog files change. What was reported before stays what later results are held against.',
  })
  @ApiResponse({ status: 200, type: ScheduleView })
  async put(@Param('id') id: string, @Body() body: ScheduleDto): Promise<ScheduleView> {
    const by = { by: body.by, isPaused: body.paused ?? false };
    return toScheduleView(await this.schedules.put(this.tenant.id, id, body.toCadence(), by));
  }

  @Get()
  @ApiOperation({ operationId: 'getSchedule', summary: 'Read when an assessment is assessed again' })
  @ApiResponse({ status: 200, type: ScheduleView })
  async get(@Param('id') id: string): Promise<ScheduleView> {
    return toScheduleView(await this.schedules.get(this.tenant.id, id));
  }

  @Delete()
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiOperation({
    operationId: 'deleteSchedule',
    summary: 'Stop assessing again',
    description: 'A run that it started goes on and is not reported.',
  })
  @ApiResponse({ status: 204 })
  async delete(@Param('id') id: string): Promise<void> {
    await this.schedules.remove(this.tenant.id, id);
  }
}
