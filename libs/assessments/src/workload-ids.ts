import { jsonPointer } from '@app/kernel';
import type { AssessmentInput, WorkloadInput } from './assessment-input';
import { duplicateWorkloadIds } from './assessments.errors';

/**
 * Gives every workload without an id the first free of `w1`, `w2` ... starting at its own place, so that the id does
 * not move while workloads before it keep theirs.
 * @throws assessment.duplicate-workload-id when two workloads were given the same id.
 */
export function withWorkloadIds(input: AssessmentInput): AssessmentInput {
  refuseDuplicates(input.workloads);
  const taken = new Set(input.workloads.flatMap(({ id }) => (id === undefined ? [] : [id])));
  const workloads = input.workloads.map((workload, index) => {
    if (workload.id !== undefined) return workload;
    let number = index + 1;
    while (taken.has(`w${number}`)) number += 1;
    taken.add(`w${number}`);
    return { ...workload, id: `w${number}` };
  });
  return { ...input, workloads };
}

function refuseDuplicates(workloads: readonly WorkloadInput[]): void {
  const seen = new Map<string, number>();
  const problems = workloads.flatMap(({ id }, index) => {
    if (id === undefined) return [];
    const first = seen.get(id);
    if (first === undefined) {
      seen.set(id, index);
      return [];
    }
    const detail = `"${id}" is already the id of /workloads/${first}; choose another or leave it out`;
    return [{ pointer: jsonPointer(['workloads', index, 'id']), detail }];
  });
  if (problems.length > 0) throw duplicateWorkloadIds(problems);
}
