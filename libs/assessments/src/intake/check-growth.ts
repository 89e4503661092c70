import { HORIZON_MONTHS } from '@app/pricing';
import { growthPath, LEAST_ACTUALS } from '@app/simulation';
import type { WorkloadInput } from '../assessment-input';
import type { GrowthInput, GrowthKind } from '../growth-input';
import { contradiction } from './check-limits';
import { growthModelOf } from './growth-model-of';
import type { InputProblem } from './input-problem';

type At = (...path: string[]) => string;
type GrowthField = Exclude<keyof GrowthInput, 'kind'>;

/** What each kind of growth is described by: all of it is needed, and nothing else is read. */
const FIELDS: Readonly<Record<GrowthKind, readonly GrowthField[]>> = {
  exponential: ['perMonth'],
  linear: ['perMonth'],
  logistic: ['perMonth', 'ceiling'],
  seasonal: ['perMonth', 'factors'],
  step: ['steps'],
  actuals: ['monthly'],
};
const ALL: readonly GrowthField[] = ['perMonth', 'ceiling', 'factors', 'steps', 'monthly'];
const MONTHS_OF_A_YEAR = 12;
/** Beyond this multiple of today's load, and below one over it, a plan of three years says nothing. */
const MOST_CHANGE = 1e6;

/** Growth that is told twice, told by the wrong fields, or leads nowhere. */
export function checkGrowth({ traffic }: WorkloadInput, at: At): InputProblem[] {
  const growth = traffic?.growth;
  if (!growth) return [];
  const here = (field: string, message: string): InputProblem =>
    contradiction(at('traffic', 'growth', field), message);
  const needed = FIELDS[growth.kind];
  const problems = ALL.flatMap((field) => {
    const given = growth[field] != null;
    if (given === needed.includes(field)) return [];
    return [
      here(
        field,
        given
          ? `${growth.kind} growth does not read ${field}: it takes ${needed.join(' and ')}`
          : `${growth.kind} growth needs ${needed.join(' and ')}`,
      ),
    ];
  });
  if (traffic.growthPerMonth != null)
    problems.push(
      here(
        'kind',
        'growth is told twice: give growthPerMonth for the same share each month, or growth, not both',
      ),
    );
  return problems.length > 0 ? problems : sense(growth, here);
}

function sense(growth: GrowthInput, here: (field: string, message: string) => InputProblem): InputProblem[] {
  const { kind, perMonth = 0, ceiling = 0, factors = [], steps = [], monthly = [] } = growth;
  const problems: InputProblem[] = [];
  if (kind === 'logistic' && perMonth < 0)
    problems.push(
      here('perMonth', 'logistic growth goes up towards its ceiling: perMonth must be 0 or more'),
    );
  if (kind === 'logistic' && ceiling <= 1)
    problems.push(here('ceiling', `the ceiling must be above today's load, which is 1; got ${ceiling}`));
  if (kind === 'seasonal' && factors.length !== MONTHS_OF_A_YEAR)
    problems.push(here('factors', `a season needs the twelve months of a year, got ${factors.length}`));
  if (factors.some((factor) => !(factor > 0)))
    problems.push(here('factors', 'each month of a season must be above 0: today is measured against it'));
  if (steps.some(({ factor }) => !(factor > 0)))
    problems.push(
      here('steps', 'each factor must be above 0; a workload that ends is left out of a plan of its own'),
    );
  if (new Set(steps.map(({ month }) => month)).size < steps.length)
    problems.push(here('steps', 'a month has two factors: name each month once'));
  if (kind === 'step' && steps.length === 0) problems.push(here('steps', 'at least one step is needed'));
  if (kind === 'actuals' && (monthly.length < LEAST_ACTUALS || monthly.some((load) => !(load > 0))))
    problems.push(
      here('monthly', `at least ${LEAST_ACTUALS} months are needed to see a trend, each of them above 0`),
    );
  if (problems.length > 0) return problems;
  const path = growthPath(growthModelOf(growth, 1), HORIZON_MONTHS).map(({ factor }) => factor);
  const sound = path.every((factor) => factor <= MOST_CHANGE && factor >= 1 / MOST_CHANGE);
  if (sound) return [];
  const message = `within ${HORIZON_MONTHS} months this leads from today's load to nothing or to more than ${MOST_CHANGE} times of it, for which nothing can be planned; check the numbers, or say where it ends with logistic or step growth`;
  return [here('kind', message)];
}
