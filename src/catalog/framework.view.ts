import type { FrameworkRow } from '@app/catalog';
import { ApiProperty } from '@nestjs/swagger';
import { FactView, toFactView, type ViewContext } from './fact.view';

class RequirementView {
  @ApiProperty({ example: 'Art. 30' })
  ref: string;

  @ApiProperty({ description: 'In our words', example: 'Keep records of processing activities' })
  title: string;

  @ApiProperty({ example: 'records of processing' })
  theme: string;

  @ApiProperty({ description: 'What would show it' })
  evidence: string;

  @ApiProperty({ type: String, isArray: true, description: 'Ids of controls that serve it' })
  properties: string[];

  @ApiProperty({ type: String, isArray: true, description: 'What makes it apply' })
  triggers: string[];

  @ApiProperty({ type: String, isArray: true, description: 'Any of which exempts from it' })
  unless: string[];

  @ApiProperty({ type: String, nullable: true, description: 'Why it asks nothing of anybody' })
  noDuty: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Since or from when it applies, where rows differ',
  })
  appliesFrom: string | null;
}

export class FrameworkSummaryView extends FactView {
  @ApiProperty({ example: 'EU General Data Protection Regulation' })
  name: string;

  @ApiProperty({ example: 'Regulation (EU) 2016/679' })
  version: string;

  @ApiProperty({ example: 'European Union' })
  authority: string;

  @ApiProperty({ example: 43 })
  requirementCount: number;

  @ApiProperty({ type: String, nullable: true })
  note: string | null;
}

export class FrameworkView extends FrameworkSummaryView {
  @ApiProperty({ type: RequirementView, isArray: true })
  requirements: RequirementView[];
}

export function toFrameworkSummaryView(row: FrameworkRow, context: ViewContext): FrameworkSummaryView {
  return {
    ...toFactView(row, 'framework', context),
    name: row.name,
    version: row.version,
    authority: row.authority,
    requirementCount: row.requirementCount,
    note: row.note ?? null,
  };
}

export function toFrameworkView(row: FrameworkRow, context: ViewContext): FrameworkView {
  return {
    ...toFrameworkSummaryView(row, context),
    requirements: row.requirements.map(({ ref, title, theme, evidence, ...requirement }) => ({
      ...{ ref, title, theme, evidence },
      properties: [...requirement.properties],
      triggers: [...requirement.triggers],
      unless: [...(requirement.unless ?? [])],
      noDuty: requirement.noDuty ?? null,
      appliesFrom: requirement.appliesFrom ?? null,
    })),
  };
}
