import { canonicalControlId } from '@app/compliance';
import { jsonPointer } from '@app/kernel';
import type { AssessmentInput } from '../assessment-input';
import { contradiction } from './check-limits';
import type { InputProblem } from './input-problem';

/** Controls that are described twice, be it by two ids of the same control, and evidence that expires before it takes effect. */
export function checkControls(input: AssessmentInput): InputProblem[] {
  const controls = input.controls ?? [];
  const first = new Map<string, number>();
  return controls.flatMap((control, index) => {
    const id = canonicalControlId(control.id);
    const earlier = first.get(id);
    if (earlier === undefined) first.set(id, index);
    const twice =
      earlier === undefined
        ? []
        : [
            contradiction(
              jsonPointer(['controls', index, 'id']),
              `${control.id} is already described at /controls/${earlier}`,
            ),
          ];
    const reversed = (control.evidence ?? []).flatMap((entry, number) =>
      entry.expiryDate !== undefined && entry.expiryDate < entry.effectiveDate
        ? [
            contradiction(
              jsonPointer(['controls', index, 'evidence', number, 'expiryDate']),
              `the evidence expires on ${entry.expiryDate}, before it takes effect on ${entry.effectiveDate}`,
            ),
          ]
        : [],
    );
    return [...twice, ...reversed];
  });
}
