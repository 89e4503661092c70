import { jsonPointer } from '@app/kernel';
import type { AssessmentInput } from '../assessment-input';
import { contradiction } from './check-limits';
import type { InputProblem } from './input-problem';

/** What is declared to be true and not to be true at once. */
export function checkDeclarations(input: AssessmentInput): InputProblem[] {
  const declared = input.declarations ?? [];
  return (input.denials ?? []).flatMap((id, index) => {
    const at = declared.indexOf(id);
    if (at < 0) return [];
    const message = `${id} is declared to be true at /declarations/${at}: take one of the two away`;
    return [contradiction(jsonPointer(['denials', index]), message)];
  });
}
