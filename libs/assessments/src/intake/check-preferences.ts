import type { AssessmentInput } from '../assessment-input';
import type { InputProblem } from './input-problem';

/** Weights of which no order follows: all of those given are 0. */
export function checkPreferences(input: AssessmentInput): InputProblem[] {
  const weights = Object.values(input.preferences?.weights ?? {});
  if (weights.length === 0 || weights.some((weight) => weight > 0)) return [];
  return [
    {
      code: 'input.contradiction',
      pointer: '/preferences/weights',
      message: 'expected at least one weight above 0; leave the weights out for those of the product',
    },
  ];
}
