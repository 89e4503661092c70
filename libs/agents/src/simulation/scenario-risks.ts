import type { Analysis } from '../analysis';

/** Every scenario in which the plan does not hold is a risk; where all hold, that they are no more than scenarios is one. */
export function scenarioRisks(notes: Analysis, simulated: boolean): void {
  const grave = notes.found.filter(({ severity }) => severity !== 'info' && severity !== 'low');
  for (const { id, severity, title, statement } of grave) {
    notes.risk({
      id: id.replace(/^simulation\./, 'simulation.risk.'),
      severity,
      title,
      statement,
      answer: 'Provide for this case, or accept it in writing with whoever owns the service.',
    });
  }
  if (grave.length > 0 || !simulated) return;
  notes.risk({
    id: 'simulation.risk.unforeseen',
    severity: 'low',
    title: 'The real load may be none of the scenarios',
    statement:
      'The plan holds in every scenario that was run; growth, bursts and losses may come in another shape or together.',
    answer: 'Run the scenarios again with the measured load of each month.',
  });
}
