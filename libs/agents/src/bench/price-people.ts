import type { TeamInput } from '@app/assessments';
import { answerId, figure, type Figure, unknownFigure } from '@app/kernel';
import { product } from '@app/pricing';
import type { Workbench } from '../workbench';

const ROLES = [
  'mlEngineers',
  'platformEngineers',
  'dataEngineers',
  'securityEngineers',
] as const satisfies readonly (keyof TeamInput)[];

/** What the people of the stated team cost a month, by the share of their time; unknown until all three are answered. */
export function priceOfPeople(bench: Workbench): Figure {
  const { team, planning } = bench.input;
  const named = ROLES.filter((role) => team?.[role] !== undefined);
  const headcount = named.reduce((sum, role) => sum + (team?.[role] ?? 0), 0);
  const draft = {
    id: 'pricing.people.monthly',
    label: 'People',
    unit: 'USD/month',
    method: 'computed' as const,
    formula: 'engineers x share of their time x cost a year / 12',
  };
  const missing = [
    ...(named.length === 0 ? ['the size of the team'] : []),
    ...(planning?.teamShare === undefined ? ['the share of its time'] : []),
    ...(planning?.engineerUsdPerYear === undefined ? ['what an engineer costs'] : []),
  ];
  if (missing.length > 0)
    return bench.figures.add(
      unknownFigure({ ...draft, method: 'assumed', reason: `not stated: ${missing.join(', ')}` }),
    );
  const answer = (
    name: string,
    label: string,
    value: number,
    unit: string,
    inputs: readonly string[],
  ): Figure =>
    bench.figures.add(
      figure({ id: `answer.planning.${name}`, label, value, unit, method: 'sourced', inputs: [...inputs] }),
    );
  const factors = [
    answer(
      'engineers',
      'Engineers of the team',
      headcount,
      '1',
      named.map((role) => answerId('team', role)),
    ),
    answer('team-share', "Share of the team's time", planning?.teamShare ?? 0, '1', [
      answerId('planning', 'teamShare'),
    ]),
    answer('engineer-cost', 'Cost of an engineer', planning?.engineerUsdPerYear ?? 0, 'USD/a', [
      answerId('planning', 'engineerUsdPerYear'),
    ]),
  ];
  const { method: _method, ...rest } = draft;
  return bench.figures.add(product(rest, factors, null, 1 / 12));
}
