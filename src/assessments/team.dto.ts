import type { MlopsPractice, TeamInput } from '@app/assessments';
import { MLOPS_PRACTICES } from '@app/assessments';
import { ChoiceListField, FlagField, NumberField } from '../http/dto-field.decorator';

const MOST_PEOPLE = 1_000_000;

export class TeamDto implements TeamInput {
  @NumberField({ description: 'Machine learning engineers', min: 0, max: MOST_PEOPLE, example: 2 })
  mlEngineers?: number;

  @NumberField({ description: 'Platform engineers', min: 0, max: MOST_PEOPLE, example: 3 })
  platformEngineers?: number;

  @NumberField({ description: 'Data engineers', min: 0, max: MOST_PEOPLE, example: 1 })
  dataEngineers?: number;

  @NumberField({ description: 'Security engineers', min: 0, max: MOST_PEOPLE, example: 1 })
  securityEngineers?: number;

  @FlagField({ description: 'Whether somebody is on call' })
  onCall?: boolean;

  @ChoiceListField({
    description: 'What is in place',
    values: MLOPS_PRACTICES,
    example: ['ci-cd', 'rollback'],
  })
  practices?: MlopsPractice[];
}
