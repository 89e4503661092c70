import { Controller, Get, Header } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { reportJsonSchema } from '@app/reports';

/** Shapes of what the product gives to other programs. */
@ApiTags('Reports')
@Controller('v1/schemas')
export class ReportSchemaController {
  private readonly schema = reportJsonSchema();

  @Get('report.json')
  @Header('Cache-Control', 'public, max-age=3600')
  @ApiOperation({
    operationId: 'getReportSchema',
    summary: 'Read the JSON Schema (draft 7) of the JSON format of reports',
  })
  @ApiResponse({ status: 200, schema: { type: 'object' } })
  report(): Readonly<Record<string, unknown>> {
    return this.schema;
  }
}
