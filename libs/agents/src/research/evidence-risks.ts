import { cite, type Figure } from '@app/kernel';
import type { Analysis } from '../analysis';
import type { Workbench } from '../workbench';
import type { ModelError } from './measured-beside-predicted';

/** Beyond this (%) the median error of the sizing on comparable cases is a risk of more than low weight. */
const NOTABLE_ERROR = 15;

interface Evidence extends ModelError {
  readonly unsure: Figure;
}

/** What weakens the evidence, and the measurement that would mend it. */
export function evidenceRisks(notes: Analysis, bench: Workbench, { error, offBy, unsure }: Evidence): void {
  const outside = notes.found.filter(({ id }) =>
    /^research\..+\.(prompt|answer|first-token|throughput|sequence)$/.test(id),
  );
  if (error) {
    notes.risk({
      id: 'research.risk.sizing-error',
      severity: (error.value ?? 0) > NOTABLE_ERROR ? 'medium' : 'low',
      title: 'The sizing may be off',
      statement: `On comparable published cases it is off by ${offBy}.`,
      answer:
        'Read capacity and cost with their ranges, and replace the prediction by a measurement of one’s own.',
    });
  }
  if ((unsure.value ?? 0) > 0) {
    notes.risk({
      id: 'research.risk.sources',
      severity: 'low',
      title: 'Some facts have weak sources',
      statement: `${cite(unsure)} of the facts used have a source of medium or low confidence.`,
      answer: 'Confirm these first, and enter what was confirmed into a catalog of one’s own.',
    });
  }
  if (outside.length > 0) {
    notes.risk({
      id: 'research.risk.extrapolation',
      severity: outside.some(({ severity }) => severity === 'medium') ? 'medium' : 'low',
      title: 'The plan reaches beyond what the catalog has measurements of',
      statement: `${outside.map(({ title }) => title).join('; ')}.`,
      answer: 'Measure these cases before the plan is committed to: no table of the catalog covers them.',
    });
  }
  if (outside.length === 0 && (error?.value ?? 0) <= NOTABLE_ERROR) return;
  measureFirst(notes, bench, offBy);
}

function measureFirst(notes: Analysis, bench: Workbench, offBy: string): void {
  // Work in passes is measured on a hundredth of it, and an API has no fleet that anybody orders.
  const hosted = bench.workloads.filter(
    (workload) =>
      workload.workload.mode === 'serving' &&
      workload.likelyHosting() === 'self-host' &&
      workload.reference() !== null,
  );
  if (hosted.length === 0) return;
  notes.recommend({
    key: 'measure-before-ordering',
    title: 'Measure one instance with real requests before ordering the fleet',
    rationale: `The plan rests on a fitted model${offBy === '' ? '' : `, off by ${offBy} on published measurements`}; a day of measurement replaces that range by a number.`,
    severity: 'medium',
    workloadIds: hosted.map(({ id }) => id),
    cost: {
      figureIds: [],
      note: 'A few hours of one instance at the hourly price in the offers, and days of work.',
    },
    compliance: { requirements: [], note: 'Use made-up or consented data for the test.' },
    implementation: {
      effort: 'days',
      steps: [
        'Rent or free one instance of the type that the sizing names.',
        'Replay requests with the real mix of lengths at the planned peak.',
        'Compare time to first token, time per token and throughput with the figures of the sizing.',
        'Run the assessment again with the measured lengths.',
      ],
      prerequisites: ['A sample of real or realistic requests.'],
    },
  });
}
