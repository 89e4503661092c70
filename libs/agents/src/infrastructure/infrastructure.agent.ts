import type { Agent } from '../agent';
import type { AgentOutput } from '../agent-output';
import { Analysis } from '../analysis';
import { breathe } from '../bench/breathe';
import { hostingOption } from '../bench/hosting-option';
import { headed, listOf, nameOf } from '../bench/naming';
import type { WorkloadBench } from '../bench/workload-bench';
import type { Workbench } from '../workbench';
import { acceleratorVote } from './accelerator-vote';
import { classicTier } from './classic-tier';
import { hardwareFindings } from './hardware-findings';
import { optionTables } from './option-tables';
import { ownHardware } from './own-hardware';
import { ownedTotal } from './owned-total';
import { redundancy } from './redundancy';
import { retrievalIndex } from './retrieval-index';
import { servingDepthNotes } from './serving-depth';
import { trainingDepthNotes } from './training-depth';
import { infrastructurePrompt } from './infrastructure.prompt';
import { fleetRisks } from './fleet-risks';

/** Capacity, topology, storage, network, high availability and disaster recovery. */
export const infrastructureAgent: Agent = {
  id: 'infrastructure',
  title: 'Infrastructure',
  decides:
    'Which accelerators hold each workload, how many of them, and how the fleet survives the loss of a part.',
  prompt: infrastructurePrompt,
  analyse,
};

async function analyse(bench: Workbench, signal: AbortSignal): Promise<AgentOutput> {
  const notes = new Analysis('infrastructure', bench);
  const sized: string[] = [];
  for (const workload of bench.workloads) {
    await breathe(signal);
    if (analyseWorkload(notes, workload, bench)) sized.push(nameOf(workload));
  }
  ownedTotal(notes, bench);
  const summary =
    sized.length === 0
      ? bench.input.constraints?.apiOnly
        ? 'Only APIs may be used: no hardware was sized.'
        : 'No workload could be placed on hardware; the findings say why.'
      : `Hardware was computed for ${listOf(sized)}: memory first, then throughput by the fitted performance model, then replicas for the peak.`;
  fleetRisks(notes, bench);
  return notes.done(summary);
}

/** Whether the workload fits on any hardware. */
function analyseWorkload(notes: Analysis, workload: WorkloadBench, bench: Workbench): boolean {
  retrievalIndex(notes, workload, bench.catalog);
  if (workload.workload.mode === 'general') return classicTier(notes, workload);
  const { reason } = workload.sized();
  if (reason !== null) {
    notes.leaveOut({
      id: `infrastructure.${workload.id}.sizing`,
      subject: `Hardware for ${nameOf(workload)}`,
      reason,
    });
    return false;
  }
  optionTables(notes, workload, bench.catalog);
  const reference = workload.reference();
  if (!reference) {
    notFeasible(notes, workload);
    return false;
  }
  hardwareFindings(notes, workload, reference, bench.catalog);
  redundancy(notes, workload, reference);
  if (reference.kind === 'serving') servingDepthNotes(notes, workload, reference.of, bench.catalog);
  if (reference.kind === 'training') trainingDepthNotes(notes, workload, reference.of, bench.catalog);
  ownHardware(notes, workload, bench.catalog);
  acceleratorVote(notes, workload.besides('accelerator'), bench);
  return true;
}

function notFeasible(notes: Analysis, workload: WorkloadBench): void {
  const { infeasible } = workload.sized().options;
  const tried = notes.count(
    `infrastructure.${workload.id}.accelerators-tried`,
    'Accelerators that were tried',
    infeasible.length,
    'count of accelerators that an instance of the catalog offers',
  );
  notes.find({
    id: `infrastructure.${workload.id}.not-feasible`,
    severity: 'critical',
    title: headed(workload, 'no accelerator that can be rented holds it'),
    statement: `None of [[${tried.id}]] accelerators holds it within its promises; the table gives the reason for each.`,
  });
  if (workload.hostingLimit !== 'either') return;
  notes.vote({
    ...hostingOption(workload, 'api'),
    basis: 'feasibility',
    rationale: 'No accelerator of the catalog serves it within the promised latency.',
  });
}
