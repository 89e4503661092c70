import { ChoiceField, TextField } from '../http/dto-field.decorator';

export const TICKET_FORMATS = ['jira', 'github'] as const;

/** The query of `GET /v1/recommendations/{id}/ticket`. */
export class TicketQueryDto {
  @ChoiceField({ description: 'For which tracker', values: TICKET_FORMATS, required: true, example: 'jira' })
  format: (typeof TICKET_FORMATS)[number];

  @ChoiceField({
    description: 'Of Jira: version of its REST API; 3 (ADF) if left out, 2 is wiki markup',
    values: ['2', '3'],
  })
  api?: '2' | '3';

  @TextField({
    description: 'Of Jira: key of the project; has to be put in before it is sent if left out',
    max: 20,
    pattern: /^[A-Z][A-Z0-9_]*$/,
    form: 'a project key such as OPS',
    example: 'OPS',
  })
  project?: string;

  @TextField({ description: 'Of Jira: type of the issue; Task if left out', max: 60, example: 'Task' })
  issueType?: string;
}
