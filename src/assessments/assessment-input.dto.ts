import type { AssessmentInput } from '@app/assessments';
import { PartField, PartListField, TextField, TextListField } from '../http/dto-field.decorator';
import { ConstraintsDto } from './constraints.dto';
import { ControlDto } from './control.dto';
import { CurrentInfrastructureDto } from './current-infrastructure.dto';
import { OrganisationDto } from './organisation.dto';
import { PreferencesDto } from './preferences.dto';
import { PlanningDto } from './planning.dto';
import { TeamDto } from './team.dto';
import { WorkloadDto } from './workload.dto';

/** The body of POST and PUT: what a person tells about an organisation and its workloads. */
export class AssessmentInputDto implements AssessmentInput {
  @TextField({ description: 'What to call it', max: 200, required: true, example: 'Support assistant' })
  name: string;

  @PartField({ description: 'Who it is for', of: () => OrganisationDto })
  organisation?: OrganisationDto;

  @TextListField({ description: 'What should be reached, in your words', maxItems: 30, max: 2_000 })
  goals?: string[];

  @PartListField({ description: 'What is to run', of: () => WorkloadDto, min: 1, max: 50, required: true })
  workloads: WorkloadDto[];

  @PartListField({ description: 'What runs today', of: () => CurrentInfrastructureDto, max: 100 })
  currentInfrastructure?: CurrentInfrastructureDto[];

  @PartField({ description: 'What any answer must keep to', of: () => ConstraintsDto })
  constraints?: ConstraintsDto;

  @PartField({ description: 'Who will build and run it', of: () => TeamDto })
  team?: TeamDto;

  @PartField({ description: 'Prices of your own, people and expectations', of: () => PlanningDto })
  planning?: PlanningDto;

  @PartField({ description: 'How to choose between ways that keep every limit', of: () => PreferencesDto })
  preferences?: PreferencesDto;

  @PartListField({ description: 'Controls in place, with their evidence', of: () => ControlDto, max: 300 })
  controls?: ControlDto[];

  @TextListField({
    description: 'Ids of frameworks that apply, whatever the triggers say',
    maxItems: 100,
    max: 100,
    example: ['gdpr'],
  })
  obligations?: string[];

  @TextListField({
    description: 'Trigger ids of the compliance catalog that are true of the organisation',
    maxItems: 200,
    max: 100,
    example: ['processor_role'],
  })
  declarations?: string[];

  @TextListField({
    description: 'Trigger ids of the compliance catalog that are not true of it: they close questions',
    maxItems: 200,
    max: 100,
    example: ['high_risk_ai'],
  })
  denials?: string[];

  /** The same as plain data, without what was not given. */
  toInput(): AssessmentInput {
    return JSON.parse(JSON.stringify(this, (_key, value: unknown) => value ?? undefined)) as AssessmentInput;
  }
}
