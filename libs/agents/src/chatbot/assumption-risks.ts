import { cite } from '@app/kernel';
import type { Analysis } from '../analysis';
import { counted } from '../bench/naming';
import type { Workbench } from '../workbench';

/** How much of the result rests on answers that nobody gave. */
export function assumptionRisks(notes: Analysis, bench: Workbench): void {
  const { assumptions, questions } = bench.intake;
  if (assumptions.length === 0) return;
  const taken = notes.count(
    'chatbot.risk.assumptions',
    'Answers that were assumed',
    assumptions.length,
    'count of answers that the input does not give and that have an assumption',
  );
  const isNeeded = questions.some(({ priority }) => priority === 'must');
  notes.risk({
    id: 'chatbot.risk.assumptions',
    severity: isNeeded ? 'high' : 'medium',
    title: `${counted(taken, 'answer on workloads was', 'answers on workloads were')} assumed`,
    statement: `The result moves with ${cite(taken)} planning values that nobody of the organisation has confirmed.`,
    answer: 'Answer the open questions from the top: they are ordered by what they can still change.',
  });
}
