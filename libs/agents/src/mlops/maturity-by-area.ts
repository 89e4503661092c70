import type { MlopsPractice } from '@app/assessments';
import { answerId, cite } from '@app/kernel';
import type { Analysis } from '../analysis';
import { listOf } from '../bench/naming';
import type { AppliedRule } from './applied-rules';

interface Area {
  readonly id: string;
  readonly label: string;
  readonly practices: readonly MlopsPractice[];
}

/** The parts of running models, and the practices that make each. A practice may serve two. */
const AREAS: readonly Area[] = [
  { id: 'pipeline', label: 'Pipeline', practices: ['version-control', 'ci-cd', 'infrastructure-as-code'] },
  {
    id: 'data',
    label: 'Data and experiments',
    practices: ['data-versioning', 'experiment-tracking', 'feature-store'],
  },
  { id: 'registry', label: 'Registry', practices: ['model-registry', 'rollback'] },
  { id: 'evaluation', label: 'Evaluation', practices: ['automated-evaluation'] },
  {
    id: 'monitoring',
    label: 'Monitoring',
    practices: ['model-monitoring', 'drift-detection', 'cost-monitoring'],
  },
  { id: 'rollout', label: 'Rollout', practices: ['canary-release', 'rollback', 'incident-runbooks'] },
];

/** How much of what these workloads need is in place, part by part. */
export function maturityByArea(
  notes: Analysis,
  applied: readonly AppliedRule[],
  inPlace: ReadonlySet<string>,
): void {
  const answer = [answerId('team', 'practices')];
  const rows = AREAS.flatMap((area) => {
    const needed = applied.filter(({ rule }) => area.practices.includes(rule.practice));
    if (needed.length === 0) return [];
    const have = needed.filter(({ rule }) => inPlace.has(rule.practice));
    const missing = needed.filter(({ rule }) => !inPlace.has(rule.practice));
    const count = (name: string, label: string, value: number, formula: string, inputs: string[] = []) =>
      cite(notes.count(`mlops.area.${area.id}.${name}`, `${area.label}: ${label}`, value, formula, inputs));
    return [
      [
        area.label,
        count('needed', 'practices needed', needed.length, 'count of rules of the rubric that a kind needs'),
        count(
          'have',
          'needed practices in place',
          have.length,
          'count of needed practices that the answer names',
          answer,
        ),
        stateOf(needed, missing),
        missing.length === 0 ? 'nothing' : listOf(missing.map(({ rule }) => rule.label.toLowerCase())),
      ],
    ];
  });
  notes.show({
    id: 'mlops.maturity',
    title: 'Maturity by part of the work',
    columns: ['Part', 'Needed', 'In place', 'State', 'Missing'],
    rows,
    note: 'Judged by what the answers name, not by how it is lived: open means that a required practice is missing.',
  });
}

function stateOf(needed: readonly AppliedRule[], missing: readonly AppliedRule[]): string {
  if (missing.length === 0) return 'in place';
  if (missing.length === needed.length) return 'not begun';
  return missing.some(({ need }) => need === 'required') ? 'open' : 'sufficient';
}
