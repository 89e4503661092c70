import type { Paint } from '../terminal/paint';
import { visibleLine } from '../terminal/visible-text';
import { counted, fit, wrap } from '../terminal/wording';
import type { ShownComparison, ShownFigure } from './run-comparison';

/** Of each list; all of it is in the JSON. */
const TOP = 10;
const TOP_OF_CAUSE = 3;
const LONGEST_VALUE = 60;

/** What two runs say differently, as lines that read from the first to the last. */
export function comparisonLines(shown: ShownComparison, paint: Paint, columns: number): string[] {
  const lines = new Lines(paint, columns);
  lines.add(`from  ${sideLine(shown.from)}`, `to    ${sideLine(shown.to)}`);
  lines.add('', summaryLine(shown));
  lines.part('Given differently', shown.differences, (one) => [
    `${one.label}: ${brief(one.from)} → ${brief(one.to)}`,
  ]);
  if (shown.verdict)
    lines.part('Verdict', [shown.verdict], ({ from, to }) => [
      `was: ${from ?? 'none'}`,
      `is:  ${to ?? 'none'}`,
    ]);
  lines.part('Decisions', shown.decisions, ({ subject, from, to }) => [
    `${subject}: ${from ?? 'none'} → ${to ?? 'none'}`,
  ]);
  lines.part('Recommendations', shown.recommendations, (one) => [recommendationLine(one)]);
  lines.part('Agents', shown.agents, ({ subject, from, to }) => [
    `${subject}: ${from ?? 'not in this run'} → ${to ?? 'not in this run'}`,
  ]);
  const causes = shown.causes.filter(({ kind }) => kind !== 'measurement');
  lines.part('Why', causes, (one) => [
    `${one.label}: ${brief(one.from)} → ${brief(one.to)}`,
    `  explains ${counted(one.figures, 'figure')}${one.alone === one.figures ? '' : `, ${one.alone} of them alone`}`,
    ...one.first.slice(0, TOP_OF_CAUSE).map((entry) => `  · ${figureLine(entry)}`),
  ]);
  const telling = shown.items.filter(({ differs, kind }) => kind === 'changed' && differs.includes('value'));
  lines.part('Figures, most important first', telling, (one) => [figureLine(one)]);
  const unexplained = shown.items.filter(({ causes: known }) => known.length === 0);
  lines.part('Unexplained', unexplained, (one) => [figureLine(one)]);
  lines.add('', '--json prints all of it.');
  return lines.all;
}

class Lines {
  readonly all: string[] = [];

  constructor(
    private readonly paint: Paint,
    private readonly columns: number,
  ) {}

  add(...lines: readonly string[]): void {
    for (const line of lines) this.all.push(...this.wrapped(line, ''));
  }

  /** A titled list, cut after its first entries; nothing where it is empty. */
  part<T>(title: string, entries: readonly T[], linesOf: (one: T) => readonly string[]): void {
    if (entries.length === 0) return;
    this.all.push('', this.paint.cyan(title));
    for (const entry of entries.slice(0, TOP))
      for (const line of linesOf(entry)) this.all.push(...this.wrapped(line, '  '));
    if (entries.length > TOP) this.all.push(this.paint.dim(`  and ${entries.length - TOP} more`));
  }

  private wrapped(line: string, indent: string): string[] {
    const own = /^ */.exec(line)?.[0] ?? '';
    const margin = `${indent}${own}`;
    const [first = '', ...rest] = wrap(visibleLine(line.slice(own.length)), this.columns - margin.length - 2);
    return [`${margin}${first}`, ...rest.map((more) => `${margin}  ${more}`)];
  }
}

function sideLine({ title, runId, state, asOf, assessmentVersion }: ShownComparison['from']): string {
  const version = assessmentVersion === null ? '' : `, version ${assessmentVersion} of the assessment`;
  return `${title}: run ${runId}, ${state}, as of ${asOf}${version}`;
}

function summaryLine({ summary, from, to }: ShownComparison): string {
  const { changed, added, removed, same, otherValue, insideBothRanges, unexplained } = summary;
  if (changed + added + removed === 0) return `Nothing differs: ${counted(same, 'figure')} are the same.`;
  const apart = from.runId === to.runId ? '' : ` ${insideBothRanges} of these lie within the ranges of both.`;
  return `${counted(changed, 'figure')} changed (${otherValue} in value), ${added} came, ${removed} went, ${same} are the same.${apart} Unexplained: ${unexplained}.`;
}

function recommendationLine({ key, from, to, differs }: ShownComparison['recommendations'][number]): string {
  if (!from && to) return `new, place ${to.rank}: ${to.title} (${key})`;
  if (from && !to) return `gone, was place ${from.rank}: ${from.title} (${key})`;
  if (!from || !to) return key;
  const place = from.rank === to.rank ? `place ${to.rank}` : `place ${from.rank} → ${to.rank}`;
  return `${place}: ${to.title} (${key}; ${differs.join(', ')})`;
}

function figureLine({ label, from, to, ratio, insideBothRanges }: ShownFigure): string {
  const change =
    ratio === null ? '' : ` (${percent(ratio)}${insideBothRanges ? ', within both ranges' : ''})`;
  return `${label}: ${from?.printed ?? 'not there'} → ${to?.printed ?? 'not there'}${change}`;
}

function percent(ratio: number): string {
  const change = (ratio - 1) * 100;
  const digits = Math.abs(change) < 10 ? 1 : 0;
  return `${change > 0 ? '+' : ''}${change.toFixed(digits)} %`;
}

function brief(value: unknown): string {
  if (value === null || value === undefined) return 'none';
  return fit(typeof value === 'string' ? value : JSON.stringify(value), LONGEST_VALUE);
}
