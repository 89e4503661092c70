import type { PlannedRiskInput } from '@app/assessments';
import { answerId, cite, literal, type Figure } from '@app/kernel';
import type { Analysis } from '../analysis';
import type { Workbench } from '../workbench';

/**
 * The stated risks by what they are expected to cost a year: frequency x loss, both as ranges (Open Group O-RA, FAIR).
 * The ends multiply the ends; the value multiplies the middles. Gives the sum, or null where none was stated.
 */
export function expectedLosses(notes: Analysis, bench: Workbench): Figure | null {
  const stated = bench.input.planning?.risks ?? [];
  if (stated.length === 0) {
    askForRisks(notes);
    return null;
  }
  const losses = stated
    .map((risk, index) => ({ name: literal(risk.name), loss: lossOf(notes, risk, index) }))
    .sort((a, b) => (b.loss.value ?? 0) - (a.loss.value ?? 0) || (a.loss.id < b.loss.id ? -1 : 1));
  const sum = (end: 'value' | 'low' | 'high'): number =>
    losses.reduce((all, { loss }) => all + (loss[end] ?? 0), 0);
  const total = notes.figure({
    id: 'cto.expected-loss',
    label: 'Expected loss a year of all stated risks',
    value: sum('value'),
    low: sum('low'),
    high: sum('high'),
    unit: 'USD/a',
    method: 'computed',
    formula: 'sum of the expected losses; ends with ends, which is wider than chance would have it',
    inputs: losses.map(({ loss }) => loss.id),
  });
  notes.show({
    id: 'cto.expected-loss',
    title: 'Expected loss a year',
    columns: ['Risk', 'Expected loss'],
    rows: losses.map(({ name, loss }) => [name, cite(loss)]),
  });
  const [first] = losses;
  if (first)
    notes.find({
      id: 'cto.expected-loss',
      severity: 'medium',
      title: `What may go wrong is expected to cost ${cite(total)}`,
      statement: `The largest part is ${first.name} with ${cite(first.loss)}. A measure against it is worth at most what it takes off this.`,
    });
  return total;
}

function lossOf(notes: Analysis, risk: PlannedRiskInput, index: number): Figure {
  const { timesPerYear: times, lossUsd: loss } = risk;
  return notes.figure({
    id: `cto.expected-loss.${index + 1}`,
    label: `Expected loss a year: ${literal(risk.name)}`,
    value: ((times.low + times.high) / 2) * ((loss.low + loss.high) / 2),
    low: times.low * loss.low,
    high: times.high * loss.high,
    unit: 'USD/a',
    method: 'computed',
    formula: 'times a year x loss each time; ends with ends, middle with middle',
    inputs: [
      answerId('planning', 'risks', index, 'timesPerYear'),
      answerId('planning', 'risks', index, 'lossUsd'),
    ],
    sources: [
      {
        title: 'The Open Group, Risk Analysis (O-RA) and FAIR',
        url: 'https://www.opengroup.org/open-fair',
        asOf: '2026-11-20',
        confidence: 'medium',
      },
    ],
  });
}

function askForRisks(notes: Analysis): void {
  notes.leaveOut({
    id: 'cto.expected-loss',
    subject: 'Expected loss a year of what may go wrong',
    reason: 'how often and how dear was not stated for any risk',
  });
  notes.ask({
    id: 'question.planning.risks',
    pointer: '/planning/risks',
    question: 'What may go wrong, how often a year and how dear each time?',
    why: 'Risks are ranked by severity only until it is answered.',
    priority: 'could',
  });
}
