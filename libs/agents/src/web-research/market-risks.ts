import { cite, type Figure } from '@app/kernel';
import type { Analysis } from '../analysis';
import type { Workbench } from '../workbench';

/** What an old or unconfirmed fact may do to the plan. */
export function marketRisks(notes: Analysis, bench: Workbench, old: Figure): void {
  if ((old.value ?? 0) === 0) return;
  notes.risk({
    id: 'web-research.risk.old-facts',
    severity: 'medium',
    title: 'Prices or rules may have changed since they were read',
    statement: `${cite(old)} of the facts behind the plan are older than facts of their kind should be on ${bench.asOf}${bench.web ? '' : ', and no search provider is configured to look them up'}.`,
    answer: 'Look them up at their source, enter what changed, and run the assessment again.',
  });
}
