import { AppError } from '@app/kernel';
import type { ReportDefect } from './check-report';

/** A report that the database cannot hold as one document. */
export function reportTooLarge(runId: string, bytes: number, limit: number): AppError {
  return new AppError({
    kind: 'too-large',
    code: 'report.too-large',
    message:
      `The report of run ${runId} has ${bytes} bytes; at most ${limit} can be stored. ` +
      `Split the assessment: fewer workloads in each make smaller reports.`,
  });
}

/** A report that failed its quality gate: a defect of the product, never of the input. */
export function reportDefective(runId: string, defects: readonly ReportDefect[]): AppError {
  const first = defects.slice(0, 5).map((one) => `${one.code} at ${one.where}: ${one.message}`);
  const rest = defects.length > first.length ? ` and ${defects.length - first.length} more` : '';
  return new AppError({
    kind: 'internal',
    code: 'report.defective',
    message: `The report of run ${runId} is not fit to be published: ${first.join('; ')}${rest}.`,
    problems: defects.map((one) => ({ pointer: one.where, detail: one.message })),
  });
}

/** No report is stored for this run (yet). */
export function reportNotFound(runId: string): AppError {
  return new AppError({
    kind: 'not-found',
    code: 'report.not-found',
    message: `Run ${runId} has no report. A run has one once it is completed or partial.`,
  });
}
