import { renderFigureText } from '@app/kernel';
import type { Paint } from '../terminal/paint';
import { visibleLine } from '../terminal/visible-text';
import { wrap } from '../terminal/wording';
import type { RunCompliance } from './run-compliance';

/** Gaps that are shown; all of them are in the JSON. */
const TOP = 10;
const INDENT = '    ';

/** What a run says of compliance, as lines: frameworks, the gravest gaps, the roadmap, the scope. */
export function complianceLines(view: RunCompliance, paint: Paint, columns: number): string[] {
  const say = sayerOf(view);
  if (view.summary === null)
    return [`The compliance agent has no result: it is ${visibleLine(view.status)}.`];
  const indented = (text: string): string[] =>
    wrap(text, columns - INDENT.length).map((line) => `${INDENT}${line}`);
  const frameworks = view.frameworks.flatMap((row) => [
    `  ${paint.bold(say(row['framework']))}: ${say(row['state'])}`,
    ...indented(
      `${say(row['passed'])} of ${say(row['applicable'])} shown to be met; in part ${say(row['partial'])}, claimed ${say(row['claimed'])}, not met ${say(row['failed'])}, without an answer ${say(row['unanswered'])}, later ${say(row['later'])}, open ${say(row['open'])}`,
    ),
  ]);
  const gaps = view.gaps
    .slice(0, TOP)
    .flatMap((row) => [
      `  ${paint.bold(say(row['control']))}: ${say(row['state'])}`,
      ...indented(
        `${say(row['riskPoints'])} risk points, ${say(row['effort'])}, ${say(row['requirements'])} requirements; ${say(row['why'])}`,
      ),
    ]);
  const roadmap = view.roadmap.flatMap((row) => [
    `  ${paint.bold(say(row['stage']))}: ${say(row['effort'])}`,
    ...indented(say(row['controls'])),
  ]);
  return [
    say(view.summary),
    ...part('Frameworks', frameworks, paint),
    ...part('Gravest gaps', gaps, paint),
    ...part('Roadmap', roadmap, paint),
    ...part('Controls', scopeLines(view), paint),
    'This is product data, not legal advice. --json prints all of it.',
  ];
}

function part(title: string, lines: readonly string[], paint: Paint): string[] {
  return lines.length === 0 ? [] : ['', paint.cyan(title), ...lines];
}

/** How many controls are in scope, and how they stand. */
function scopeLines({ controls }: RunCompliance): string[] {
  const inScope = controls.filter((row) => row['inScope'] === 'yes');
  if (inScope.length === 0) return [];
  const states = new Map<string, number>();
  for (const row of inScope) states.set(row['state'] ?? '', (states.get(row['state'] ?? '') ?? 0) + 1);
  const words = [...states].map(([state, count]) => `${count} ${visibleLine(state)}`).join(', ');
  return [`  ${inScope.length} of ${controls.length} in scope: ${words}`];
}

/** Prints a text with its figures, as one safe line. */
function sayerOf({ figures }: RunCompliance): (text: string | undefined) => string {
  const byId = new Map(figures.map((entry) => [entry.id, entry]));
  const print = (id: string): string => {
    const entry = byId.get(id);
    if (!entry || entry.value === null) return 'unknown';
    const unit = entry.unit === '1' ? '' : ` ${entry.unit}`;
    const range =
      entry.low == null || entry.high == null ? '' : ` (${rounded(entry.low)} to ${rounded(entry.high)})`;
    return `${rounded(entry.value)}${unit}${range}`;
  };
  return (text) => visibleLine(renderFigureText(text ?? '', print));
}

function rounded(value: number): string {
  return String(Math.round(value * 10) / 10);
}
