import type { AssessmentInput } from '@app/assessments';
import { literal } from '@app/kernel';

/** The names that a person gave, as texts show them: data, whatever is in them. */
export function ownWordsOf(input: AssessmentInput): string[] {
  const names = input.workloads.flatMap(({ id, name }) => [id ?? '', name ?? '']);
  return [input.name, ...names].filter((words) => words !== '').map(literal);
}
