import type { Paint } from '../terminal/paint';
import { counted, fit } from '../terminal/wording';
import { figureLine } from './figure-line';
import { ListedLines } from './listed-lines';
import type { ShownComparison } from './run-comparison';

const TOP_OF_CAUSE = 3;
const LONGEST_VALUE = 60;
const MONEY = /^[A-Z]{3}\b/;

/**
 * What two runs say differently, as lines that read from the first to the last: whether they recommend something else,
 * the money, and why, before anything in detail.
 */
export function comparisonLines(shown: ShownComparison, paint: Paint, columns: number): string[] {
  const lines = new ListedLines(paint, columns);
  lines.add(`from  ${sideLine(shown.from)}`, `to    ${sideLine(shown.to)}`);
  lines.add('', ...headlines(shown));
  lines.part('Decisions', shown.decisions, ({ subject, from, to }) => [
    `${subject}: ${from ?? 'none'} → ${to ?? 'none'}`,
  ]);
  lines.part('Recommendations', shown.recommendations, (one) => [recommendationLine(one)]);
  const telling = shown.items.filter(({ differs, kind }) => kind === 'changed' && differs.includes('value'));
  const { summary } = shown;
  const money = telling.filter(isMoney);
  lines.part('Money, most important first', money, (one) => [figureLine(one)], summary.money);
  // One alone stands above.
  if (shown.differences.length > 1) lines.part('Given differently', shown.differences, givenLine);
  lines.part('Why', toldCauses(shown), causeLines);
  if (shown.verdict)
    lines.part('Verdict', [shown.verdict], ({ from, to }) => [
      `was: ${from ?? 'none'}`,
      `is:  ${to ?? 'none'}`,
    ]);
  lines.part('Agents', shown.agents, ({ subject, from, to }) => [
    `${subject}: ${from ?? 'not in this run'} → ${to ?? 'not in this run'}`,
  ]);
  const rest = telling.filter((one) => !isMoney(one));
  lines.part('Other figures', rest, (one) => [figureLine(one)], summary.otherValue - summary.money);
  lines.part('Unexplained', shown.unexplained, (one) => [figureLine(one)], summary.unexplained);
  lines.add('', '--json prints all of it.');
  return lines.all;
}

/** The lines by which a reader knows whether to read on. */
function headlines(shown: ShownComparison): string[] {
  const { changed, added, removed, same } = shown.summary;
  const isSame = changed + added + removed === 0 && !shown.summary.isOtherRecommendation;
  if (isSame && shown.recommendations.length === 0 && shown.differences.length === 0)
    return [`Nothing differs: ${counted(same, 'figure')} are the same.`];
  return [
    recommendationHeadline(shown),
    moneyHeadline(shown),
    givenHeadline(shown),
    ...missingHeadline(shown),
    figuresHeadline(shown),
  ];
}

function recommendationHeadline({ summary, decisions, recommendations }: ShownComparison): string {
  if (!summary.isOtherRecommendation)
    return 'The recommendation is the same: no other decision, no other recommendation.';
  const came = recommendations.filter(({ from }) => from === null).length;
  const went = recommendations.filter(({ to }) => to === null).length;
  const others = recommendations.length - came - went;
  const told = [
    came > 0 ? `${came} new` : '',
    went > 0 ? `${went} gone` : '',
    others > 0 ? `${others} changed` : '',
  ];
  const parts = [
    decisions.length > 0 ? counted(decisions.length, 'other decision') : '',
    recommendations.length > 0 ? `recommendations: ${told.filter(Boolean).join(', ')}` : '',
  ];
  return `THE RECOMMENDATION CHANGED: ${parts.filter(Boolean).join('; ')}.`;
}

function moneyHeadline({ summary, items }: ShownComparison): string {
  if (summary.money === 0) return 'Money: no amount is another.';
  const first = items.find((one) => one.kind === 'changed' && one.differs.includes('value') && isMoney(one));
  const all = `Money: ${counted(summary.money, 'amount')} changed`;
  return first ? `${all}, first of all ${figureLine(first)}.` : `${all}.`;
}

function givenHeadline({ differences, from, to }: ShownComparison): string {
  const [first, ...more] = differences;
  if (first === undefined)
    return from.assessmentVersion === null || to.assessmentVersion === null
      ? 'Given differently: nothing that the reports show.'
      : 'Given differently: nothing.';
  return `Given differently: ${givenLine(first)[0]}${more.length > 0 ? `; and ${more.length} more` : ''}.`;
}

function missingHeadline({ agents }: ShownComparison): string[] {
  if (agents.length === 0) return [];
  const names = agents.map(({ subject }) => subject).join(', ');
  return [`Not the same agents gave a result (${names}): part of what differs may be due to that.`];
}

function figuresHeadline({ summary }: ShownComparison): string {
  const { changed, added, removed, same, otherValue, insideBothRanges, inPart, unexplained } = summary;
  const within = insideBothRanges > 0 ? `, ${insideBothRanges} of them within both ranges` : '';
  const why = `Explained in part: ${inPart}; unexplained: ${unexplained}`;
  return `${counted(changed, 'figure')} changed (${otherValue} in value${within}), ${added} came, ${removed} went, ${same} are the same. ${why}.`;
}

function isMoney({ unit, causes }: ShownComparison['items'][number]): boolean {
  return MONEY.test(unit) && !causes.includes('measurement');
}

function givenLine({ label, from, to }: ShownComparison['differences'][number]): string[] {
  return [`${label}: ${brief(from)} → ${brief(to)}`];
}

function toldCauses({ causes }: ShownComparison): ShownComparison['causes'] {
  return causes.filter(({ kind }) => kind !== 'measurement');
}

function causeLines(one: ShownComparison['causes'][number]): string[] {
  const alone = one.alone === one.figures ? '' : `, ${one.alone} of them alone and in full`;
  return [
    ...givenLine(one),
    `  explains ${counted(one.figures, 'figure')}${alone}`,
    ...one.first.slice(0, TOP_OF_CAUSE).map((entry) => `  · ${figureLine(entry)}`),
  ];
}

function sideLine({ title, runId, state, asOf, assessmentVersion }: ShownComparison['from']): string {
  const version = assessmentVersion === null ? '' : `, version ${assessmentVersion} of the assessment`;
  return `${title}: run ${runId}, ${state}, as of ${asOf}${version}`;
}

function recommendationLine({ key, from, to, differs }: ShownComparison['recommendations'][number]): string {
  if (!from && to) return `new, place ${to.rank}: ${to.title} (${key})`;
  if (from && !to) return `gone, was place ${from.rank}: ${from.title} (${key})`;
  if (!from || !to) return key;
  const place = from.rank === to.rank ? `place ${to.rank}` : `place ${from.rank} → ${to.rank}`;
  return `${place}: ${to.title} (${key}; other ${differs.join(', ')})`;
}

function brief(value: unknown): string {
  if (value === null || value === undefined) return 'none';
  return fit(typeof value === 'string' ? value : JSON.stringify(value), LONGEST_VALUE);
}
