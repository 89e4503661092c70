import type { Outcome } from './drills/outcome';

const COLUMNS = [
  ['drill', ({ drill }: Outcome) => drill],
  ['rounds', ({ rounds }: Outcome) => rounds],
  ['API', ({ kills }: Outcome) => kills.api ?? 0],
  ['worker', ({ kills }: Outcome) => kills.worker ?? 0],
  ['Redis', ({ kills }: Outcome) => kills.redis ?? 0],
  ['database', ({ kills }: Outcome) => kills.database ?? 0],
  ['accepted', ({ accepted }: Outcome) => accepted],
  ['completed', ({ completed }: Outcome) => completed],
  ['partial', ({ partial }: Outcome) => partial],
  ['failed', ({ failed }: Outcome) => failed],
  ['lost', ({ lost }: Outcome) => lost],
  ['repeated', ({ repeated }: Outcome) => repeated],
  ['asked', ({ modelCalls }: Outcome) => modelCalls],
  ['refused', ({ refusals }: Outcome) => refusals],
  [
    'slowest recovery',
    ({ slowestRecoveryMs }: Outcome) =>
      slowestRecoveryMs === null ? '-' : `${(slowestRecoveryMs / 1_000).toFixed(1)} s`,
  ],
  ['verdict', (outcome: Outcome) => (outcome.violations.length > 0 ? 'BROKEN' : 'held')],
] as const;

const SHOWN = 12;

/** The table of a run of drills, and under it what was broken. API, worker, Redis and database count the kills. */
export function tableOf(outcomes: readonly Outcome[]): string {
  const ran = outcomes.filter(({ notRun }) => notRun === null);
  const rows = [
    COLUMNS.map(([title]) => title),
    ...ran.map((outcome) => COLUMNS.map(([, cell]) => String(cell(outcome)))),
  ];
  const widths = COLUMNS.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const lines = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
  return [
    ...(ran.length > 0 ? lines : []),
    ...outcomes
      .filter(({ notRun }) => notRun !== null)
      .map(({ drill, notRun }) => `${drill}: not run: ${notRun}`),
    ...outcomes.flatMap(brokenOf),
  ].join('\n');
}

function brokenOf({ drill, violations }: Outcome): string[] {
  const shown = violations.slice(0, SHOWN).map(({ invariant, runId, detail }) => {
    return `${drill} broke "${invariant}"${runId === null ? '' : ` in run ${runId}`}: ${detail}`;
  });
  return violations.length > SHOWN ? [...shown, `${drill}: and ${violations.length - SHOWN} more`] : shown;
}
