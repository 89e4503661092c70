import { AppError } from '@app/kernel';

/** A colour, a logo or a name that reports cannot be made with. */
export function brandingRefused(pointer: string, problem: string): AppError {
  return new AppError({
    kind: 'unprocessable',
    code: 'branding.refused',
    message: `This branding cannot be used: ${problem}`,
    problems: [{ pointer, detail: problem }],
  });
}

export function brandingNotFound(): AppError {
  return new AppError({
    kind: 'not-found',
    code: 'branding.not-found',
    message: 'No branding is set: reports have the plain look. PUT /v1/branding sets one.',
  });
}

export function brandingChanged(expected: number, actual: number): AppError {
  return new AppError({
    kind: 'precondition-failed',
    code: 'branding.version-mismatch',
    message: `The branding is at version ${actual}, not ${expected}. Read it again and repeat the change.`,
  });
}
