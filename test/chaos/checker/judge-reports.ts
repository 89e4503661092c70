import { violation, type Violation } from './judge';
import type { ReportEvidence } from './report-evidence';

/**
 * Compares what clients were told of reports with what there is. An empty list: every promise was kept. A worker makes
 * one report at a time: of each that was killed a piece of one may be left for the sweep, which comes after a day.
 */
export function judgeReports(evidence: ReportEvidence, killedWorkers: number): Violation[] {
  return [...readyOf(evidence), ...onceOf(evidence), ...leftOverOf(evidence, killedWorkers)];
}

/** Every report that was asked for is there, with the content that its record names. */
function readyOf({ told, records, files }: ReportEvidence): Violation[] {
  return [...new Map(told.map((one) => [one.reportId, one])).values()].flatMap(({ reportId, runId }) => {
    const record = records.find(({ _id }) => _id === reportId);
    if (!record) return [violation('lost', runId, `the database does not know its report ${reportId}`)];
    const { state, file, tenantId } = record;
    if (state !== 'completed' || !file)
      return [violation('lost', runId, `its report ${reportId} is still ${state}`)];
    const stored = files.find(({ name }) => name === `${tenantId}/${file.key}`);
    if (!stored) return [violation('lost', runId, `its report ${reportId} has no file`)];
    const isRight = stored.sha256 === file.sha256 && stored.bytes === file.bytes && file.bytes > 0;
    return isRight ? [] : [violation('report', runId, `the file of its report ${reportId} is another`)];
  });
}

/** However often one wish comes, it is one report. */
function onceOf({ told, records }: ReportEvidence): Violation[] {
  const wished = Map.groupBy(told, ({ runId, wish }) => `${runId} ${wish}`);
  const answered = [...wished.values()].filter((all) => new Set(all.map((one) => one.reportId)).size > 1);
  const made = Map.groupBy(records, ({ runId, template, format }) => `${runId} ${template} ${format}`);
  return [
    ...answered.map(([first]) =>
      violation('repeated', first?.runId ?? null, `its wish ${first?.wish} was given two reports`),
    ),
    ...[...made].flatMap(([wish, all]) =>
      all.length > 1
        ? [violation('repeated', all[0]?.runId ?? null, `${wish} has ${all.length} reports`)]
        : [],
    ),
  ];
}

/** Nothing is stored that no report shows. */
function leftOverOf({ records, files, brokenOff }: ReportEvidence, killedWorkers: number): Violation[] {
  const shown = new Set(records.map(({ tenantId, file }) => `${tenantId}/${file?.key}`));
  const counts = Map.groupBy(files, ({ name }) => name);
  return [
    ...[...counts].flatMap(([name, all]) => [
      ...(shown.has(name) ? [] : [violation('report', null, `the file ${name} belongs to no report`)]),
      ...(all.length > 1
        ? [violation('report', null, `the file ${name} is stored ${all.length} times`)]
        : []),
    ]),
    ...(brokenOff > killedWorkers
      ? [violation('report', null, `${brokenOff} files broke off, ${killedWorkers} workers were killed`)]
      : []),
  ];
}
