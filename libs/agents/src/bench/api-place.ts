import type { AssessmentInput, WorkloadInput } from '@app/assessments';
import { isInEea, jurisdictionOf } from '@app/compliance';

/** Places that bind an API as well, of which the catalog does not say where it processes: empty where none is stated. */
export function apiPlaceOf(
  { residency }: WorkloadInput,
  { constraints }: AssessmentInput,
): readonly string[] {
  if (residency?.length) return residency;
  const regions = constraints?.regions ?? [];
  const european = regions.length > 0 && regions.every((name) => isInEea(jurisdictionOf(name) ?? ''));
  return european ? ['EEA'] : [];
}
