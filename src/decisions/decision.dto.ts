import { TextField } from '../http/dto-field.decorator';

/** The body of `PUT /v1/assessments/{id}/decisions/{key}`. */
export class DecideDto {
  @TextField({
    description: 'An option that an agent of the newest run proposes; its conflicts list them',
    max: 200,
    required: true,
    example: 'self-host',
  })
  option: string;

  @TextField({
    description: 'Why, for those who read the result',
    max: 1_000,
    required: true,
    example: 'The contract with the provider ends in March.',
  })
  why: string;

  @TextField({ description: 'Who decides', max: 100, required: true, example: 'Ada Lovelace, CTO' })
  by: string;
}

/** The query of `DELETE /v1/assessments/{id}/decisions/{key}`. */
export class WithdrawDto {
  @TextField({ description: 'Who withdraws it', max: 100, example: 'Ada Lovelace, CTO' })
  by?: string;

  @TextField({ description: 'Why', max: 1_000 })
  why?: string;
}
