import { AppError } from '@app/kernel';

export function scheduleNotFound(assessmentId: string): AppError {
  return new AppError({
    kind: 'not-found',
    code: 'schedule.not-found',
    message: `Assessment ${assessmentId} has no schedule. PUT /v1/assessments/${assessmentId}/schedule sets one.`,
  });
}

export function noticeNotFound(id: string): AppError {
  return new AppError({
    kind: 'not-found',
    code: 'notice.not-found',
    message: `There is no notice ${id}. GET /v1/notices lists those there are.`,
  });
}
