import { answerId, cite, type Figure } from '@app/kernel';
import type { Analysis } from '../analysis';
import { presuming } from '../bench/hosting-option';
import { headed, nameOf, shortName } from '../bench/naming';
import { plannedMonthly, type PlannedMonthly } from '../bench/planned-monthly';
import type { WorkloadBench } from '../bench/workload-bench';
import type { Workbench } from '../workbench';

/**
 * What serves a workload today against what the plan would pay for it: a saving, if there is one. It is told of
 * machines that name the workload; what others serve is not known.
 */
export function replacesToday(notes: Analysis, workload: WorkloadBench, bench: Workbench): void {
  const today = todayOf(notes, workload, bench);
  if (!today) return;
  const planned = plannedMonthly(workload, bench);
  if (typeof planned === 'string' || today.value === null || planned.monthly.value === null) {
    const price = typeof planned === 'string' ? planned : planned.monthly.unknown;
    notes.leaveOut({
      id: `cto.${workload.id}.replace-saving`,
      subject: `Saving of ${nameOf(workload)} against what serves it today`,
      reason: today.unknown ?? price ?? 'an amount is not known',
    });
    return;
  }
  const saving = savingOf(notes, workload, today, planned.monthly);
  const isLess = (saving.value ?? 0) > 0;
  notes.find({
    id: `cto.${workload.id}.today`,
    severity: 'info',
    title: headed(
      workload,
      isLess
        ? `what serves it today costs ${cite(today)}, the plan ${cite(planned.monthly)}`
        : `the plan costs ${cite(planned.monthly)}, no less than the ${cite(today)} of today`,
    ),
    statement: `The difference is ${cite(saving)}: machines or tokens alone, without moving, people, platform, ${workload.workload.kind === 'rag' ? 'retrieval, ' : ''}storage and network.`,
  });
  if (isLess) recommend(notes, workload, { today, saving, planned });
}

/** The sum of what the machines that serve it cost; null where no machine names it. */
function todayOf(notes: Analysis, workload: WorkloadBench, { input }: Workbench): Figure | null {
  const serving = (input.currentInfrastructure ?? []).flatMap((entry, index) =>
    entry.workloadId === workload.id ? [{ entry, index }] : [],
  );
  if (serving.length === 0) return null;
  const named = {
    id: `today.${workload.id}.month`,
    label: `What serves ${workload.workload.name} today`,
    unit: 'USD/month',
    formula: 'sum of what the machines that serve it cost a month',
    inputs: serving.map(({ index }) => answerId('currentInfrastructure', index, 'monthlyCostUsd')),
  };
  const open = serving.find(({ entry }) => entry.monthlyCostUsd === undefined);
  if (!open) {
    const value = serving.reduce((sum, { entry }) => sum + (entry.monthlyCostUsd ?? 0), 0);
    return notes.figure({ ...named, method: 'sourced', value });
  }
  notes.ask({
    id: `question.${workload.id}.today-cost`,
    pointer: `/currentInfrastructure/${open.index}/monthlyCostUsd`,
    question: `What do the machines that serve ${workload.workload.name} today cost a month, in USD?`,
    why: 'Whether the plan saves anything hangs on it.',
    priority: 'should',
  });
  const reason = 'what some of the machines that serve it today cost a month was not stated';
  return notes.figure({ ...named, method: 'sourced', value: null, unknown: reason });
}

function savingOf(notes: Analysis, workload: WorkloadBench, today: Figure, planned: Figure): Figure {
  const less = (amount: number | null): number => (today.value ?? 0) - (amount ?? planned.value ?? 0);
  return notes.figure({
    id: `cto.${workload.id}.replace-saving`,
    label: 'Saving against what serves it today',
    value: less(planned.value),
    low: less(planned.high),
    high: less(planned.low),
    unit: 'USD/month',
    method: 'computed',
    formula: 'what serves it today - what the plan pays for it, without commitments',
    inputs: [today.id, planned.id],
  });
}

interface Case {
  readonly today: Figure;
  readonly saving: Figure;
  readonly planned: PlannedMonthly;
}

function recommend(notes: Analysis, workload: WorkloadBench, { today, saving, planned }: Case): void {
  notes.recommend({
    key: `${workload.id}.replace-today`,
    title: `Move ${shortName(workload)} off the machines that serve it today`,
    rationale: `They cost ${cite(today)} and the plan ${cite(planned.monthly)}: ${cite(saving)} would be saved.`,
    severity: 'medium',
    presumes: presuming(workload, planned.side),
    workloadIds: [workload.id],
    cost: {
      figureIds: [today.id, planned.monthly.id, saving.id],
      savingIds: [saving.id],
      note: `Machines or tokens alone, at list prices and the load of today${
        workload.workload.kind === 'rag' ? ', without the retrieval that either way needs' : ''
      }. Both are paid while the old and the new run side by side.`,
    },
    compliance: { requirements: [], note: '' },
    implementation: {
      effort: 'weeks',
      steps: [
        'Run the new way beside the old one and compare answers, latency and bill for a week.',
        'Move the traffic over in parts.',
        'End the contracts of the old machines, and look for the fall in the bill.',
      ],
      prerequisites: ['How long the machines of today are contracted for.'],
    },
  });
}
