import { AppError } from '@app/kernel';
import { visibleLine } from '../terminal/visible-text';
import type { ReportJob } from './report-job';

const SHOWN = 10;

/** The report ended without a file: with what is wrong, as the server says it. */
export function reportNotMade(format: string, { state, problems }: ReportJob): AppError {
  const lines = problems
    .slice(0, SHOWN)
    .map(({ code, message, where }) => visibleLine(`${code}${where ? ` at ${where}` : ''}: ${message}`));
  const rest = problems.length > SHOWN ? [`and ${problems.length - SHOWN} more`] : [];
  return new AppError({
    kind: 'internal',
    code: 'export.not-made',
    message: [`The ${format} report is ${state}.`, ...lines, ...rest].join('\n  '),
  });
}

export function reportTookTooLong(format: string, id: string, seconds: number): AppError {
  return new AppError({
    kind: 'timeout',
    code: 'export.timed-out',
    message: `The ${format} report was not there within ${seconds} s. It goes on: the same command again gives it, and GET /v1/reports/${id} shows how far it is.`,
  });
}

/** What came is not what the server published. */
export function downloadBroken(format: string): AppError {
  return new AppError({
    kind: 'unavailable',
    code: 'export.download-broken',
    message: `The ${format} report did not arrive as it was published: its bytes have another hash. Try again.`,
  });
}

export function cannotWrite(path: string, cause: unknown): AppError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new AppError({
    kind: 'invalid',
    code: 'export.unwritable',
    message: `${path} cannot be written (${reason}). Name another place with --out.`,
    cause,
  });
}
