import { AppError } from '@app/kernel';
import type { QueueFull } from '@app/queue';
import type { ReportState } from './report-file';

export function reportFileNotFound(id: string): AppError {
  return new AppError({
    kind: 'not-found',
    code: 'report-file.not-found',
    message: `There is no report ${id}: it was deleted, or its time is over. GET /v1/runs/{id}/reports lists those of a run; POST there makes it anew.`,
  });
}

/** The run has not come to its report yet. */
export function reportNotReady(runId: string, state: string): AppError {
  return new AppError({
    kind: 'conflict',
    code: 'report.not-ready',
    message: `Run ${runId} is ${state}: its report is written at the end. GET /v1/runs/${runId} shows how far it is.`,
    retryAfterSeconds: 1,
  });
}

/** There is no file to read (yet). */
export function reportFileNotReady(id: string, state: ReportState): AppError {
  const later = state === 'queued' || state === 'rendering';
  return new AppError({
    kind: 'conflict',
    code: 'report-file.not-ready',
    message: later
      ? `Report ${id} is ${state}: its file is there once it is completed. GET /v1/reports/${id} shows how far it is.`
      : `Report ${id} is ${state} and has no file. GET /v1/reports/${id} says why; asking for it again at its run tries once more.`,
    ...(later ? { retryAfterSeconds: 1 } : {}),
  });
}

export function reportCannotBeCancelled(id: string, state: ReportState): AppError {
  return new AppError({
    kind: 'conflict',
    code: 'report-file.cannot-cancel',
    message: `Report ${id} is ${state}; it can be cancelled while it is queued or rendering. DELETE /v1/reports/${id} removes it.`,
  });
}

/** What the storage gives is not what was put there. */
export function reportFileAltered(id: string): AppError {
  return new AppError({
    kind: 'unavailable',
    code: 'report-file.altered',
    message: `The file of report ${id} came out of the storage with another SHA-256 than it went in with. Delete the report and ask for it again.`,
  });
}

/** Somebody asks for it again as often as it is removed. */
export function reportBusy(id: string): AppError {
  return new AppError({
    kind: 'conflict',
    code: 'report-file.busy',
    message: `Report ${id} was asked for again while it was being removed, and is still there. Delete it once more.`,
    retryAfterSeconds: 1,
  });
}

/** Nothing was stored: the same request may be sent again. */
export function reportQueueFull({ limit, most, retryAfterSeconds }: QueueFull): AppError {
  const who =
    limit === 'tenant'
      ? `${most} reports of this tenant wait (QUEUE_LIMIT_PER_TENANT)`
      : `${most} reports of all tenants wait (QUEUE_LIMIT)`;
  return new AppError({
    kind: 'unavailable',
    code: 'report-file.queue-full',
    message: `No more reports are taken for the moment: ${who}. Nothing was stored; send this again in ${retryAfterSeconds} s.`,
    retryAfterSeconds,
  });
}

/** Rendering is deterministic: what needs more memory once needs it each time. */
export function reportTooBigToRender(memoryMb: number): AppError {
  return new AppError({
    kind: 'too-large',
    code: 'report-file.out-of-memory',
    message: `The report did not fit into the ${memoryMb} MiB that a thread has for it. Ask for a smaller template or another format, or raise REPORT_THREAD_MEMORY_MB.`,
  });
}

export function renderingTookTooLong(timeoutMs: number): AppError {
  return new AppError({
    kind: 'timeout',
    code: 'report-file.timed-out',
    message: `The report was not made within ${timeoutMs} ms. Ask for a smaller template or another format, or raise REPORT_TIMEOUT_MS.`,
  });
}

/** The document of the run is not the one that the report was asked for. */
export function reportSourceChanged(runId: string): AppError {
  return new AppError({
    kind: 'gone',
    code: 'report-file.source-changed',
    message: `The document of run ${runId} is not there any more as it was when this report was asked for. Ask for the report again.`,
  });
}

/** The organisation has another branding than when the report was asked for. */
export function reportBrandingChanged(): AppError {
  return new AppError({
    kind: 'gone',
    code: 'report-file.branding-changed',
    message:
      'The branding was changed between the wish for this report and its making. Ask for the report again: it is then made with the new one.',
  });
}

/** The writer is not the report's worker any more: another claimed it, or somebody ended it. */
export class ReportFencedError extends AppError {
  constructor(id: string, epoch: number) {
    super({
      kind: 'conflict',
      code: 'report-file.fenced',
      message: `A write to report ${id} under epoch ${epoch} matched nothing: the report went on without this worker.`,
    });
    this.name = 'ReportFencedError';
  }
}

/** The worker shuts down; another takes the report up. */
export class ReportInterruptedError extends AppError {
  constructor() {
    super({
      kind: 'unavailable',
      code: 'report-file.interrupted',
      message: 'The worker that made the report shuts down; another one takes it up.',
    });
    this.name = 'ReportInterruptedError';
  }
}
