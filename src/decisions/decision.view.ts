import type { DecisionVersion, SettledDecision } from '@app/synthesis';
import { ApiProperty } from '@nestjs/swagger';

/** What a person decided; `option` is null where it was withdrawn. */
export class DecisionView {
  @ApiProperty({ example: 'w1.hosting' }) key: string;
  @ApiProperty({ type: String, nullable: true, example: 'self-host' }) option: string | null;
  @ApiProperty() why: string;
  @ApiProperty({ example: 'Ada Lovelace, CTO' }) by: string;
  @ApiProperty({ format: 'date-time' }) decidedAt: string;
  @ApiProperty({ description: 'Counts the decisions on this choice', example: 1 }) version: number;
}

export class DecisionListView {
  @ApiProperty({ type: DecisionView, isArray: true }) items: DecisionView[];
}

/** One agent's position. Texts cite figures as `[[figure.id]]`. */
export class PositionView {
  @ApiProperty({ example: 'compliance' }) agent: string;
  @ApiProperty({ example: 'self-host' }) option: string;
  @ApiProperty({ example: 'Own hosting' }) optionLabel: string;
  @ApiProperty({
    description: 'The ground, strongest first: obligation to preference',
    example: 'obligation',
  })
  basis: string;
  @ApiProperty() rationale: string;
}

/** A choice on which agents voted: positions, rule and winner. */
export class ConflictView {
  @ApiProperty({ example: 'w1.hosting' }) key: string;
  @ApiProperty({ example: 'Hosting' }) label: string;
  @ApiProperty({ example: 'self-host' }) option: string;
  @ApiProperty({ example: 'Own hosting' }) optionLabel: string;
  @ApiProperty({ description: 'Whether positions differ, or a person decided otherwise' }) contested: boolean;
  @ApiProperty({ description: 'What made it the winner' }) rule: string;
  @ApiProperty({ enum: ['rule', 'person'] }) decidedBy: string;
  @ApiProperty({ type: PositionView, isArray: true }) positions: PositionView[];
  @ApiProperty({
    type: Object,
    required: false,
    description:
      'What a person decided, whether the run honours it, and the option and rule that would have won without',
  })
  person?: unknown;
}

export class ConflictListView {
  @ApiProperty({ type: ConflictView, isArray: true }) items: ConflictView[];
}

export function toDecisionView({ key, option, why, by, decidedAt, version }: DecisionVersion): DecisionView {
  return { key, option, why, by, decidedAt, version };
}

export function toConflictView(decision: SettledDecision): ConflictView {
  const { key, label, option, optionLabel, contested, rule, votes, person } = decision;
  return {
    key,
    label,
    option,
    optionLabel,
    contested,
    rule,
    decidedBy: person?.honoured ? 'person' : 'rule',
    positions: votes.map((vote) => ({
      agent: vote.agent,
      option: vote.option,
      optionLabel: vote.optionLabel,
      basis: vote.basis,
      rationale: vote.rationale,
    })),
    ...(person && {
      person: {
        ...toDecisionView(person),
        honoured: person.honoured,
        ruleOption: person.ruleOption,
        ruleOptionLabel: person.ruleOptionLabel,
        rule: person.rule,
      },
    }),
  };
}
