import type { ComplianceFacts, WorkloadFact } from '@app/compliance';
import { answerId } from '@app/kernel';
import type { AssessmentInput, WorkloadInput } from '../assessment-input';

/** What compliance needs to know, read off an input, each fact with the answer it comes from. */
export function complianceFacts(input: AssessmentInput): ComplianceFacts {
  const { organisation } = input;
  return {
    ...(organisation?.industry === undefined
      ? {}
      : { industry: { value: organisation.industry, answer: answerId('organisation', 'industry') } }),
    ...(organisation?.regions === undefined
      ? {}
      : { regions: { value: organisation.regions, answer: answerId('organisation', 'regions') } }),
    workloads: input.workloads.map(workloadFact),
    declarations: (input.declarations ?? []).map((value, index) => ({
      value,
      answer: answerId('declarations', index),
    })),
    denials: (input.denials ?? []).map((value, index) => ({
      value,
      answer: answerId('denials', index),
    })),
    obligations: (input.obligations ?? []).map((value, index) => ({
      value,
      answer: answerId('obligations', index),
    })),
    controls: (input.controls ?? []).map((control, index) => ({
      id: control.id,
      status: control.status,
      answer: answerId('controls', index),
      evidence: control.evidence ?? [],
    })),
  };
}

function workloadFact(workload: WorkloadInput, index: number): WorkloadFact {
  const at = (...path: string[]): string => answerId('workloads', index, ...path);
  const named = workload.model?.id !== undefined || workload.model?.apiId !== undefined;
  return {
    id: workload.id ?? `w${index + 1}`,
    kind: { value: workload.kind, answer: at('kind') },
    ...(workload.dataClasses === undefined
      ? {}
      : { dataClasses: { value: workload.dataClasses, answer: at('dataClasses') } }),
    ...(workload.residency === undefined
      ? {}
      : { residency: { value: workload.residency, answer: at('residency') } }),
    ...(named ? { thirdPartyModel: at('model') } : {}),
  };
}
