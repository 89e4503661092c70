import { TextField } from '../http/dto-field.decorator';

/** The query of what makes a version of an assessment: there is no sign-in yet. */
export class AuthorQueryDto {
  @TextField({
    description: 'Who makes this version, as they call themselves',
    max: 200,
    example: 'Ada, CTO',
  })
  by?: string;
}
