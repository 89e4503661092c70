import type { Paint } from '../terminal/paint';
import { visibleLine } from '../terminal/visible-text';
import { counted, wrap } from '../terminal/wording';
import type { FollowedRecommendation } from './followed-recommendation';

const INDENT = '    ';

/** Recommendations as a person reads them: what to do, how it stands, and the id to decide on it. */
export function recommendationLines(
  all: readonly FollowedRecommendation[],
  paint: Paint,
  columns: number,
): string[] {
  if (all.length === 0) return ['No recommendation is like that.'];
  const overdue = all.filter((one) => one.overdue).length;
  const late = overdue === 0 ? '' : paint.red(`, ${overdue} overdue`);
  return [
    `${counted(all.length, 'recommendation')}${late}`,
    ...all.flatMap((one) => ['', ...linesOf(one, paint, Math.max(30, columns - INDENT.length))]),
  ];
}

function linesOf(one: FollowedRecommendation, paint: Paint, room: number): string[] {
  const [first = '', ...more] = wrap(visibleLine(one.headline ?? one.title), room);
  return [
    paint.bold(first),
    ...more.map((line) => paint.bold(line)),
    `${INDENT}${[visibleLine(one.severity), statusOf(one, paint), effortOf(one), savingOf(one)].filter(Boolean).join(' · ')}`,
    `${INDENT}${paint.dim(visibleLine(one.id))}`,
  ];
}

function statusOf(
  { status, owner, dueDate, overdue, current }: FollowedRecommendation,
  paint: Paint,
): string {
  const due = dueDate == null ? '' : `, due ${visibleLine(dueDate)}`;
  const words = [
    visibleLine(status),
    owner == null ? '' : `, ${visibleLine(owner)}`,
    overdue ? paint.red(`${due}, overdue`) : due,
    current ? '' : ', not in the newest result',
  ];
  return words.join('');
}

function effortOf({ implementation }: FollowedRecommendation): string {
  if (!implementation) return '';
  const { low, high } = implementation.personDays ?? {};
  const range = low == null || high == null ? '' : ` (${low} to ${high} person-days)`;
  return `${visibleLine(implementation.effort)}${range}`;
}

function savingOf({ saving }: FollowedRecommendation): string {
  return saving == null ? '' : `saves USD ${Math.round(saving.usdPerMonth).toLocaleString('en-US')} a month`;
}
