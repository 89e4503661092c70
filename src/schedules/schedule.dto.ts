import { AppError, type FieldProblem } from '@app/kernel';
import { CADENCES, isTimeZone, WEEKDAYS, type Cadence, type CadenceKind, type Weekday } from '@app/schedules';
import { ChoiceField, FlagField, TextField } from '../http/dto-field.decorator';
import { PageQueryDto } from '../http/page-query.dto';

const TIME_OF_DAY = /^([01]\d|2[0-3]):[0-5]\d$/;

/** The body of `PUT /v1/assessments/{id}/schedule`. */
export class ScheduleDto {
  @ChoiceField({ description: 'When to assess again', values: CADENCES, required: true, example: 'weekly' })
  cadence: CadenceKind;

  @TextField({
    description: 'Time of day on the clocks of timeZone; for daily and weekly',
    max: 5,
    pattern: TIME_OF_DAY,
    form: 'a time of day such as 07:30',
    example: '07:30',
  })
  at?: string;

  @ChoiceField({ description: 'Day of the week; for weekly', values: WEEKDAYS, example: 'monday' })
  weekday?: Weekday;

  @TextField({ description: 'IANA time zone; for daily and weekly', max: 60, example: 'Europe/Berlin' })
  timeZone?: string;

  @FlagField({ description: 'Nothing becomes due until it is set again without this', example: false })
  paused?: boolean;

  @TextField({ description: 'Who sets it', max: 200, required: true, example: 'Ada, CTO' })
  by: string;

  /** @throws schedule.bad-cadence naming each field that is missing, wrong or too much */
  toCadence(): Cadence {
    const { cadence, at, weekday, timeZone } = this;
    const isClock = cadence !== 'on-catalog-change';
    const problems: FieldProblem[] = [
      ...wanted('at', at, isClock, 'a time of day such as 07:30'),
      ...wanted('timeZone', timeZone, isClock, 'an IANA time zone such as Europe/Berlin'),
      ...wanted('weekday', weekday, cadence === 'weekly', `one of ${WEEKDAYS.join(', ')}`),
    ];
    if (timeZone != null && isClock && !isTimeZone(timeZone))
      problems.push({ pointer: '/timeZone', detail: 'expected an IANA time zone such as Europe/Berlin' });
    if (problems.length > 0) throw badCadence(cadence, problems);
    if (cadence === 'on-catalog-change') return { kind: cadence };
    const clock = { at: at as string, timeZone: timeZone as string };
    return cadence === 'weekly'
      ? { kind: cadence, weekday: weekday as Weekday, ...clock }
      : { kind: cadence, ...clock };
  }
}

/** The query of `GET /v1/notices`. */
export class NoticeQueryDto extends PageQueryDto {
  @ChoiceField({ description: 'Those that were read (false), or were not (true)', values: ['true', 'false'] })
  unread?: string;

  @TextField({ description: 'Those of this assessment', max: 26 })
  assessmentId?: string;
}

/** The body of `POST /v1/notices/{id}/read`. */
export class ReadNoticeDto {
  @TextField({ description: 'Who read it', max: 200, required: true, example: 'Ada, CTO' })
  by: string;
}

function wanted(name: string, value: unknown, is: boolean, form: string): FieldProblem[] {
  if ((value != null) === is) return [];
  return [
    { pointer: `/${name}`, detail: is ? `expected ${form}` : 'does not go with this cadence: leave it out' },
  ];
}

function badCadence(cadence: CadenceKind, problems: readonly FieldProblem[]): AppError {
  return new AppError({
    kind: 'invalid',
    code: 'schedule.bad-cadence',
    message: `A schedule that is ${cadence} was described wrongly: daily takes at and timeZone, weekly these and weekday, on-catalog-change none of them.`,
    problems,
  });
}
