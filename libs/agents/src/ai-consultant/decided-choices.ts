import { cite, literal } from '@app/kernel';
import type { SearchResult } from '@app/search';
import type { Analysis } from '../analysis';
import type { ChoiceOutcome } from '../bench/decided-choices';
import { searched } from '../bench/search-workload';
import { headed, listOf } from '../bench/naming';
import type { WorkloadBench } from '../bench/workload-bench';
import type { Workbench } from '../workbench';
import { searchVote } from './search-votes';
import { OptionShelf } from './search-section';

/** What people decided on a workload: what the plan follows and costs by it, what it cannot follow, and what is left. */
export function decidedChoices(
  notes: Analysis,
  workload: WorkloadBench,
  found: SearchResult | null,
  undecided: SearchResult | null,
): void {
  const { decisions } = workload;
  notes.follow(...decisions);
  for (const outcome of decisions.filter(({ refused }) => refused !== null))
    refusal(notes, workload, outcome);
  const followed = decisions.filter(({ refused }) => refused === null);
  if (followed.length === 0) return;
  const said = followed.map(({ by, optionLabel }) => `${literal(by)} decided for ${literal(optionLabel)}`);
  const removed = (found?.removals ?? []).filter(({ reason }) => reason.startsWith('decided.'));
  const count = notes.count(
    `ai-consultant.${workload.id}.decisions.removed`,
    'Options that fell out because somebody decided otherwise',
    removed.reduce((sum, { options }) => sum + options, 0),
    'count of options of the search with a decision of a person as their first obstacle',
  );
  notes.find({
    id: `ai-consultant.${workload.id}.decisions`,
    severity: 'info',
    title: headed(workload, 'planned as people decided'),
    statement: `${listOf(said)}. Search, sizing, prices and simulation go by that; ${cite(count)} options fell out for it.${priceOfDeciding(workload)}`,
  });
  nothingLeft(notes, workload, said, isHosted(found) || !isHosted(undecided));
}

function isHosted(found: SearchResult | null): boolean {
  return found?.recommended?.kind === 'hosted';
}

/** The positions of the search on hardware, each among what the other decisions leave; gives the search without any. */
export async function searchPositions(
  notes: Analysis,
  bench: Workbench,
  planned: WorkloadBench,
  signal: AbortSignal,
): Promise<SearchResult | null> {
  if (planned.workload.mode === 'general') return null;
  for (const name of ['provider', 'accelerator', 'purchase'] as const) {
    const workload = planned.besides(name);
    const { recommended } = await searched(bench, workload, signal);
    if (!recommended) continue;
    const figures = new OptionShelf(bench, workload).of(recommended);
    searchVote(notes, bench, workload, name, recommended, figures);
  }
  return searched(bench, planned.undecided(), signal);
}

function refusal(
  notes: Analysis,
  workload: WorkloadBench,
  { key, by, optionLabel, refused }: ChoiceOutcome,
): void {
  notes.find({
    id: `ai-consultant.${workload.id}.decision-refused.${key.slice(workload.id.length + 1)}`,
    severity: 'high',
    title: headed(workload, 'a decision cannot be followed'),
    statement: `${literal(by)} decided for ${literal(optionLabel)}: ${refused}. The rule stands in its place until the decision is renewed or withdrawn.`,
  });
}

/** What hosting costs with the decisions and would cost without them. */
function priceOfDeciding(workload: WorkloadBench): string {
  const free = workload.undecided();
  const [chosen, without] = [workload.cheapest(), free.cheapestOfAll()];
  if (!chosen || !without || workload.ownedFit() || free.ownedFit()) return '';
  const [here, there] = [chosen.priced.monthly[workload.purchase], without.priced.monthly['on-demand']];
  if (here.id === there.id) return '';
  return ` Rented so it costs ${cite(here)}; the cheapest offer without these decisions costs ${cite(there)}.`;
}

/** Decisions that leave nothing: said as what it is, for the plan does not go around them. */
function nothingLeft(
  notes: Analysis,
  workload: WorkloadBench,
  said: readonly string[],
  isSearchServed: boolean,
): void {
  const free = workload.undecided();
  const isByApi = workload.decided.hosting === 'api';
  const hasPlan = isByApi
    ? workload.apis().apis.length > 0
    : workload.ownedFit() !== null || workload.cheapest() !== null;
  const hadPlan = free.ownedFit() !== null || free.cheapest() !== null || free.apis().apis.length > 0;
  const id = `ai-consultant.${workload.id}.decisions-leave-nothing`;
  if (!hasPlan && hadPlan) {
    notes.find({
      id,
      severity: 'critical',
      title: headed(workload, `the decisions of people leave no way to ${isByApi ? 'run' : 'host'} it`),
      statement: `${listOf(said)}. ${isByApi ? 'No API with a known price serves it' : 'No hardware with a known price within the limits holds it so'}; without these decisions there is a way. Withdraw one of them, or change what it rests on.`,
    });
  } else if (!isSearchServed && !isByApi && !workload.ownedFit()) {
    notes.find({
      id,
      severity: 'critical',
      title: headed(workload, 'with the decisions of people no hardware keeps every limit and promise'),
      statement: `${listOf(said)}. The search has no such option to recommend; its table says why they fell out. Withdraw a decision, or change a limit or a promise.`,
    });
  }
}
