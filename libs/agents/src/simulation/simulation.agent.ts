import type { Agent } from '../agent';
import type { AgentOutput } from '../agent-output';
import { Analysis } from '../analysis';
import { breathe } from '../bench/breathe';
import { listOf, nameOf } from '../bench/naming';
import type { Workbench } from '../workbench';
import { growthVote } from './growth-vote';
import { ownedGrowth } from './owned-growth';
import { budgetCut, zoneLoss } from './loss-and-budget';
import { showScenarios } from './scenario-set';
import { simulationPrompt } from './simulation.prompt';

/** Load, growth, failure and cost scenarios. */
export const simulationAgent: Agent = {
  id: 'simulation',
  title: 'Simulation',
  decides: 'What happens to fleet and cost when load, growth, failures or the budget turn out differently.',
  prompt: simulationPrompt,
  analyse,
};

async function analyse(bench: Workbench, signal: AbortSignal): Promise<AgentOutput> {
  const notes = new Analysis('simulation', bench);
  const ran: string[] = [];
  for (const workload of bench.workloads) {
    await breathe(signal);
    await ownedGrowth(notes, bench, workload, signal);
    const own = workload.ownedFit();
    if (own?.sizing.kind === 'serving') {
      zoneLoss(notes, workload, own.sizing);
      ran.push(nameOf(workload));
      continue;
    }
    const offer = workload.cheapest();
    if (offer?.sizing.kind !== 'serving') {
      const reason = offer
        ? 'it runs in passes: twice the items take twice the hours, and no queue forms'
        : 'there is no priced fleet to vary';
      notes.leaveOut({
        id: `simulation.${workload.id}`,
        subject: `Scenarios of ${nameOf(workload)}`,
        reason,
      });
      continue;
    }
    await showScenarios(notes, bench, workload, offer, signal);
    zoneLoss(notes, workload, offer.sizing);
    budgetCut(notes, bench, workload, offer);
    await growthVote(notes, bench, workload, signal);
    ran.push(nameOf(workload));
  }
  notes.leaveOut({
    id: 'simulation.discrete-events',
    subject: 'Latency percentiles, autoscaling and failures over time',
    reason: 'scenarios re-run the closed-form engines; a discrete-event simulation is not built yet',
  });
  return notes.done(
    ran.length === 0
      ? 'No workload has a priced fleet to vary.'
      : `The engines were run again for ${listOf(ran)} under twice the load, growth and the loss of a zone, and under a cut budget where hardware is rented.`,
  );
}
