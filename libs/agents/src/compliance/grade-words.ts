import type { Grade } from '@app/compliance';

/** What a grade says of a control. */
export const GRADE_WORDS: Readonly<Record<Grade, string>> = {
  passed: 'evidenced',
  partial: 'in place in part',
  claimed: 'claimed without evidence in force',
  failed: 'not in place',
  'not-evaluable': 'without an answer',
};
