import { type Effort, effortDays } from '@app/agents';
import type { Figure } from '@app/kernel';

/** The effort of the recommendation with this key, in person-days: by the rule of the agents. */
export function personDays(key: string, effort: Effort, steps: number): Figure {
  return effortDays(`recommendation.${key}.person-days`, effort, steps);
}
