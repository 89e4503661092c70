import { Controller, Get, Header } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { WorksWithoutDatabase } from '../health/database-gate.guard';
import { SystemHealth } from './system-health.service';
import { SystemHealthView } from './system-health.view';

/** What operators ask of the whole system, whichever process answers. */
@ApiTags('Operations')
@Controller('v1/admin')
@WorksWithoutDatabase()
export class AdminController {
  constructor(private readonly system: SystemHealth) {}

  @Get('health')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    operationId: 'getSystemHealth',
    summary: 'Every process and every external dependency',
    description:
      'For operators: the processes that live, the circuit of each external dependency as each of them sees it and the ' +
      'worst of these, the queue of runs, the sweeper, the memory of Redis. Always 200 while this process answers: ' +
      '`status` and `unknown` say what is wrong, also when Redis or the database is away. It holds no secret and no ' +
      'data of a tenant; it is guarded as every other path is, by the names that API_HOSTS allows.',
  })
  @ApiResponse({ status: 200, type: SystemHealthView })
  health(): Promise<SystemHealthView> {
    return this.system.read();
  }
}
