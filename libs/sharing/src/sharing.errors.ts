import { AppError } from '@app/kernel';
import type { ShareLinkState } from './share-link';

/** No link has this token: nothing is said of the token, which nobody needs to see again. */
export function sharedNotFound(): AppError {
  return new AppError({
    kind: 'not-found',
    code: 'shared.not-found',
    message: 'No report is shared under this address. Check that the link is complete, or ask for a new one.',
  });
}

const WHY: Readonly<Record<Exclude<ShareLinkState, 'open'>, string>> = {
  expired: 'its time is over',
  'used-up': 'it was opened as often as it may be',
  revoked: 'it was taken back',
};

/** The link was real and opens nothing any more. */
export function sharedGone(state: Exclude<ShareLinkState, 'open'>): AppError {
  return new AppError({
    kind: 'gone',
    code: `shared.${state}`,
    message: `This link does not open any more: ${WHY[state]}. Ask whoever sent it for a new one.`,
  });
}

/** The link is open, and what it opened was removed. */
export function sharedReportRemoved(): AppError {
  return new AppError({
    kind: 'gone',
    code: 'shared.report-removed',
    message: 'The report that this link opened was removed. Ask whoever sent it for a link to another one.',
  });
}

export function shareLinkNotFound(id: string): AppError {
  return new AppError({
    kind: 'not-found',
    code: 'share-link.not-found',
    message: `There is no share link ${id}. GET /v1/runs/{id}/share-links lists those of a run.`,
  });
}

export function tooManyShareLinks(runId: string, most: number): AppError {
  return new AppError({
    kind: 'conflict',
    code: 'share-link.too-many',
    message: `Run ${runId} has ${most} open share links, which is the most. Revoke one with DELETE /v1/share-links/{id}.`,
  });
}

/** The run has not ended with a result, so there is nothing to share (yet). */
export function nothingToShare(runId: string, state: string): AppError {
  return new AppError({
    kind: 'conflict',
    code: 'share-link.no-report',
    message: `Run ${runId} is ${state} and has no report to share. A run has one once it is completed or partial.`,
  });
}
