import type { Schedule } from '@app/schedules';
import { CADENCES, OUTCOMES, TROUBLES, WEEKDAYS } from '@app/schedules';
import { ApiProperty } from '@nestjs/swagger';

export class LastTurnView {
  @ApiProperty({ example: '01KA4RZ2V9J5Q6M7N8P9R0S1T2' })
  runId: string;

  @ApiProperty({ format: 'date-time' })
  dueAt: string;

  @ApiProperty({
    enum: OUTCOMES,
    description:
      'unchanged and changed: held against the result that was reported last; first: there was none; incomplete: agents are missing in the result; failed: there is none; refused: no run could be started',
  })
  outcome: string;

  @ApiProperty({ type: String, nullable: true, description: 'Why it is incomplete, failed or was refused' })
  detail: string | null;

  @ApiProperty({ format: 'date-time' })
  at: string;
}

/** When an assessment is assessed again, and what came of it. */
export class ScheduleView {
  @ApiProperty({ example: '01KA4RZ2V9J5Q6M7N8P9R0S1T2' })
  assessmentId: string;

  @ApiProperty({ description: 'Counts from 1', example: 1 })
  version: number;

  @ApiProperty({ enum: CADENCES })
  cadence: string;

  @ApiProperty({ type: String, nullable: true, example: '07:30' })
  at: string | null;

  @ApiProperty({ enum: WEEKDAYS, nullable: true })
  weekday: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'Europe/Berlin' })
  timeZone: string | null;

  @ApiProperty({ example: 'Ada, CTO' })
  by: string;

  @ApiProperty()
  paused: boolean;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'null: waits for another catalog, or is paused',
  })
  nextDueAt: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'The run that later ones are held against' })
  reportedRunId: string | null;

  @ApiProperty({ type: LastTurnView, nullable: true })
  last: LastTurnView | null;

  @ApiProperty({
    enum: TROUBLES,
    nullable: true,
    description: 'What keeps it from telling whether the recommendation changed; a notice said so once',
  })
  trouble: string | null;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty({ format: 'date-time' })
  updatedAt: string;

  @ApiProperty({ example: { self: '/v1/assessments/01KA4RZ2V9J5Q6M7N8P9R0S1T2/schedule' } })
  links: Readonly<Record<'self' | 'assessment' | 'notices', string>>;
}

export function toScheduleView(schedule: Schedule): ScheduleView {
  const { assessmentId, version, cadence, by, isPaused, nextDueAt, reportedRunId, last, trouble } = schedule;
  const assessment = `/v1/assessments/${assessmentId}`;
  const clock = cadence.kind === 'on-catalog-change' ? null : cadence;
  return {
    assessmentId,
    version,
    cadence: cadence.kind,
    at: clock?.at ?? null,
    weekday: cadence.kind === 'weekly' ? cadence.weekday : null,
    timeZone: clock?.timeZone ?? null,
    by,
    paused: isPaused,
    nextDueAt: nextDueAt?.toISOString() ?? null,
    reportedRunId,
    last: last && {
      runId: last.runId,
      dueAt: last.dueAt.toISOString(),
      outcome: last.outcome,
      detail: last.detail,
      at: last.at.toISOString(),
    },
    trouble,
    createdAt: schedule.createdAt.toISOString(),
    updatedAt: schedule.updatedAt.toISOString(),
    links: {
      self: `${assessment}/schedule`,
      assessment,
      notices: `/v1/notices?assessmentId=${assessmentId}`,
    },
  };
}
