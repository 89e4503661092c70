import type { Agent } from '../agent';
import type { AgentOutput } from '../agent-output';
import { Analysis } from '../analysis';
import { breathe } from '../bench/breathe';
import { listOf, nameOf } from '../bench/naming';
import type { WorkloadBench } from '../bench/workload-bench';
import type { Workbench } from '../workbench';
import { apiScenarios } from './api-scenarios';
import { growthVote } from './growth-vote';
import { ownedGrowth } from './owned-growth';
import { showScenarios } from './scenario-set';
import { scenarioRisks } from './scenario-risks';
import { simulateFleets } from './simulate-fleets';
import { simulationPrompt } from './simulation.prompt';
import { type SimulationSetting, simulationSetting } from './simulation-setting';

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
  const setting = simulationSetting(notes);
  const fleets: string[] = [];
  const apis: string[] = [];
  for (const workload of bench.workloads) {
    await breathe(signal);
    if (await fleetScenarios(notes, bench, workload, setting, signal)) fleets.push(nameOf(workload));
    if (await apiScenarios(notes, bench, workload, setting, signal)) apis.push(nameOf(workload));
  }
  scenarioRisks(notes, fleets.length + apis.length > 0);
  return notes.done(summaryOf(fleets, apis));
}

/** What happens to a fleet of its own; false where there is none. */
async function fleetScenarios(
  notes: Analysis,
  bench: Workbench,
  workload: WorkloadBench,
  setting: SimulationSetting,
  signal: AbortSignal,
): Promise<boolean> {
  await ownedGrowth(notes, bench, workload, signal);
  const own = workload.ownedFit();
  if (own?.sizing.kind === 'serving') {
    return simulateFleets(notes, bench, workload, { sizing: own.sizing, offer: null }, setting, signal);
  }
  const offer = workload.cheapest();
  if (offer?.sizing.kind !== 'serving') {
    const reason = offer
      ? 'it runs in passes: twice the items take twice the hours, and no queue forms'
      : 'there is no priced fleet to vary';
    const subject = `Scenarios of ${nameOf(workload)} on a fleet of its own`;
    notes.leaveOut({ id: `simulation.${workload.id}`, subject, reason });
    return false;
  }
  await showScenarios(notes, bench, workload, offer, signal);
  await growthVote(notes, bench, workload, signal);
  return simulateFleets(notes, bench, workload, { sizing: offer.sizing, offer }, setting, signal);
}

function summaryOf(fleets: readonly string[], apis: readonly string[]): string {
  const parts = [
    ...(fleets.length > 0
      ? [
          `The fleet of ${listOf(fleets)} was simulated event by event at its peak, through a launch, growth, the loss of a zone and of its region, and on a cut budget where one is given.`,
        ]
      : []),
    ...(apis.length > 0 ? [`For ${listOf(apis)} the calls of an API were simulated through an outage.`] : []),
  ];
  return parts.length === 0 ? 'No workload has a fleet or an API to simulate.' : parts.join(' ');
}
