import type { FrameworkRow } from '@app/catalog';
import { type Figure, figure, unknownFigure } from '@app/kernel';
import type { FrameworkFigures, RequirementResult } from './compliance-result';

/** The counts of one framework as figures, read from the states of its requirements. */
export function frameworkFigures(
  framework: FrameworkRow,
  requirements: readonly RequirementResult[],
  answers: readonly string[],
): FrameworkFigures {
  const { source } = framework;
  const id = (name: string): string => `compliance.${framework.id}.requirements.${name}`;
  const count = (name: string, label: string, formula: string, value: number): Figure =>
    figure({
      id: id(name),
      label: `${framework.name}: ${label}`,
      value,
      unit: '1',
      method: 'computed',
      formula,
      inputs: [...answers],
      sources: [source],
    });
  const applicable = requirements.filter((entry) => entry.applicability === 'applicable');
  const byState = (state: RequirementResult['applicability']): number =>
    requirements.filter((entry) => entry.applicability === state).length;
  const byGrade = (grade: RequirementResult['grade']): number =>
    applicable.filter((entry) => entry.grade === grade).length;
  const graded = 'count of applicable requirements with this grade';
  const applicableFigure = count(
    'applicable',
    'requirements that apply',
    'count of requirements whose triggers are raised and whose application date is reached',
    applicable.length,
  );
  const passed = count('passed', 'requirements shown to be met', graded, byGrade('passed'));
  return {
    total: inCatalog(id('total'), framework),
    applicable: applicableFigure,
    later: count(
      'later',
      'requirements that will apply later',
      'count with a later application date',
      byState('later'),
    ),
    undetermined: count(
      'undetermined',
      'requirements that no answer settles',
      'count of requirements with an undetermined trigger',
      byState('undetermined'),
    ),
    passed,
    partial: count('partial', 'requirements met in part', graded, byGrade('partial')),
    claimed: count('claimed', 'requirements met by claim only', graded, byGrade('claimed')),
    failed: count('failed', 'requirements not met', graded, byGrade('failed')),
    notEvaluable: count('not-evaluable', 'requirements without an answer', graded, byGrade('not-evaluable')),
    coverage: coverage(id('coverage'), framework, applicableFigure, passed),
  };
}

function inCatalog(id: string, framework: FrameworkRow): Figure {
  return figure({
    id,
    label: `${framework.name}: requirements in the catalog`,
    value: framework.requirements.length,
    unit: '1',
    method: 'sourced',
    sources: [framework.source],
  });
}

function coverage(id: string, framework: FrameworkRow, applicable: Figure, passed: Figure): Figure {
  const draft = {
    id,
    label: `${framework.name}: share of applicable requirements shown to be met`,
    unit: '%',
    method: 'computed',
    formula: 'passed / applicable x 100',
    inputs: [passed.id, applicable.id],
    sources: [framework.source],
  } as const;
  if (!applicable.value || passed.value === null) {
    return unknownFigure({ ...draft, reason: 'no requirement of this framework applies as of the date' });
  }
  return figure({ ...draft, value: (passed.value / applicable.value) * 100 });
}
