import { ApiProperty } from '@nestjs/swagger';

class FieldProblemView {
  @ApiProperty({
    description: 'RFC 6901 pointer into what was sent',
    example: '/workloads/0/traffic/peakFactor',
  })
  pointer: string;

  @ApiProperty({
    description: 'What was expected and what came',
    example: 'expected a number from 1 to 1000, got 0',
  })
  detail: string;
}

/** An RFC 9457 problem. */
export class ProblemView {
  @ApiProperty({ example: 'urn:infra-mind:problem:request.invalid' })
  type: string;

  @ApiProperty({ example: 'The request is not valid' })
  title: string;

  @ApiProperty({ example: 400 })
  status: number;

  @ApiProperty({ description: 'Stable: programs may decide by it', example: 'request.invalid' })
  code: string;

  @ApiProperty({ example: 'One field of the body did not fit: see errors for where and what was expected.' })
  detail: string;

  @ApiProperty({ type: FieldProblemView, isArray: true, required: false })
  errors?: FieldProblemView[];

  @ApiProperty({ description: 'Names this request in the logs', example: '01KA4RZ2V9J5Q6M7N8P9R0S1T2' })
  requestId: string;

  @ApiProperty({
    description: 'The X-Correlation-ID of the request, or one made for it',
    example: 'checkout-42',
  })
  correlationId: string;
}
