import { jurisdictionOf, liesWithin } from '@app/compliance';
import { jsonPointer } from '@app/kernel';
import type { AssessmentInput } from '../assessment-input';
import type { InputProblem } from './input-problem';

/** Contradictions between the limits that the organisation sets, and between them and its workloads. */
export function checkLimits(input: AssessmentInput): InputProblem[] {
  const limits = input.constraints;
  const problems: InputProblem[] = [];
  if (limits?.selfHostOnly && limits.apiOnly) {
    problems.push(
      contradiction(
        '/constraints/apiOnly',
        'selfHostOnly and apiOnly exclude each other: at most one can be true',
      ),
    );
  }
  if (limits?.apiOnly && limits.providers?.length === 1 && limits.providers[0] === 'on-premises') {
    problems.push(
      contradiction(
        '/constraints/providers',
        'apiOnly allows no own accelerators, yet on-premises is the only provider',
      ),
    );
  }
  input.workloads.forEach((workload, index) => {
    if (limits?.selfHostOnly && workload.model?.apiId && !workload.model.id && !workload.model.class) {
      problems.push(
        contradiction(
          jsonPointer(['workloads', index, 'model', 'apiId']),
          'selfHostOnly allows no API of a third party, yet an API is the only model named; name a model to host or a class',
        ),
      );
    }
    problems.push(...checkResidency(input, index));
  });
  return problems;
}

/** At least one allowed region has to lie where the data must stay. Regions that are not listed cannot be judged. */
function checkResidency(input: AssessmentInput, index: number): InputProblem[] {
  const demanded = input.workloads[index]?.residency ?? [];
  const allowed = input.constraints?.regions ?? [];
  if (demanded.length === 0 || allowed.length === 0) return [];
  const places = allowed.map((region) => jurisdictionOf(region));
  if (places.some((place) => place === undefined)) return [];
  const fits = places.some((place) => demanded.some((wanted) => place && overlaps(place, wanted)));
  if (fits) return [];
  return [
    contradiction(
      jsonPointer(['workloads', index, 'residency']),
      `the data must stay in ${demanded.join(', ')}, and none of the allowed regions (${allowed.join(', ')}) lies there`,
    ),
  ];
}

/** A stated jurisdiction may be wider or narrower than the demand: `EU` can hold `DE`, `DE` lies in `EU`. */
function overlaps(place: string, demanded: string): boolean {
  return liesWithin(place, demanded) || liesWithin(demanded, place);
}

export function contradiction(pointer: string, message: string): InputProblem {
  return { code: 'input.contradiction', pointer, message };
}
