import type { FieldProblem } from '@app/kernel';
import { AppError } from '@app/kernel';
import type { Upload, UploadKind, UploadProblem } from './upload';

export function uploadedFileNotFound(id: string): AppError {
  return new AppError({
    kind: 'not-found',
    code: 'upload.not-found',
    message: `There is no upload ${id.slice(0, 60)}. GET /v1/uploads lists the ones you have.`,
  });
}

/** Files of its kind may hold secrets and are not kept. */
export function contentNotKept({ id, kind, sha256 }: Pick<Upload, 'id' | 'kind' | 'sha256'>): AppError {
  return new AppError({
    kind: 'not-found',
    code: 'upload.content-not-kept',
    message: `The file of upload ${id} is not kept: a ${kind} may hold passwords and keys. Its SHA-256 is ${sha256}.`,
  });
}

/** An assessment names it as evidence. */
export function uploadInUse(id: string, assessmentId: string): AppError {
  return new AppError({
    kind: 'conflict',
    code: 'upload.in-use',
    message: `Upload ${id} is evidence of a control of assessment ${assessmentId}. Take the evidence out of the assessment first, or delete that.`,
  });
}

/** The file is not what it is said to be, or is wrong in places: nothing of it is kept. */
export function unreadableUpload(kind: UploadKind, problems: readonly UploadProblem[]): AppError {
  const [first] = problems;
  return new AppError({
    kind: 'unprocessable',
    code: 'upload.unreadable',
    message: `Nothing was stored: the file cannot be read as ${kind}. ${first ? placed(first) : ''} See errors for each place.`,
    problems: problems.map((problem) => ({ pointer: pointerOf(problem), detail: placed(problem) })),
  });
}

export function uploadTooLarge(kind: UploadKind, most: number): AppError {
  return new AppError({
    kind: 'too-large',
    code: 'upload.too-large',
    message: `A file of ${kind} may have up to ${most} bytes. Send a part of it, or raise UPLOAD_LIMITS.`,
  });
}

export function uploadsBusy(): AppError {
  return new AppError({
    kind: 'unavailable',
    code: 'upload.busy',
    message: 'As many files as this process takes at a time are on their way. Send it again in a moment.',
    retryAfterSeconds: 2,
  });
}

/** What is proposed depends on what it is held against. */
export function targetNeeded(kind: UploadKind, target: 'assessmentId' | 'budgetId'): AppError {
  const message = `A file of ${kind} is held against ${target === 'budgetId' ? 'a budget' : 'an assessment'}: name it as ${target}.`;
  const problems = [{ pointer: `/${target}`, detail: 'expected an id, got nothing' }];
  return new AppError({ kind: 'invalid', code: 'upload.target-needed', message, problems });
}

export function unknownProposals(ids: readonly string[], known: readonly string[]): AppError {
  return new AppError({
    kind: 'unprocessable',
    code: 'upload.unknown-proposal',
    message: `Nothing was changed: the upload proposes ${known.length === 0 ? 'nothing' : known.slice(0, 20).join(', ')} of this version, and not ${ids.slice(0, 5).join(', ')}.`,
    problems: ids.map((id) => ({ pointer: '/proposals', detail: `there is no proposal ${id.slice(0, 60)}` })),
  });
}

export function nothingToApply(): AppError {
  return new AppError({
    kind: 'unprocessable',
    code: 'upload.nothing-to-apply',
    message: 'Nothing was changed: the upload proposes nothing that is not there already.',
  });
}

/** The assessment would not hold together with what was chosen. */
export function unfitProposals(problems: readonly FieldProblem[]): AppError {
  return new AppError({
    kind: 'unprocessable',
    code: 'upload.unfit',
    message: 'Nothing was changed: with what was chosen the assessment would be wrong. See errors for where.',
    problems,
  });
}

function placed({ line, path, detail }: UploadProblem): string {
  const where = [line === null ? '' : `line ${line}`, path].filter((part) => part !== '').join(', ');
  return where === '' ? detail : `${where}: ${detail}`;
}

function pointerOf({ line, path }: UploadProblem): string {
  if (path.startsWith('/')) return path;
  return line === null ? '' : `/lines/${line}${path === '' ? '' : `/${path}`}`;
}
