import { cite, type Figure } from '@app/kernel';
import {
  lastObstacle,
  optionFigures,
  type OptionFigures,
  SEARCH_AXES,
  type SearchOption,
  type SearchResult,
} from '@app/search';
import type { Analysis } from '../analysis';
import { searched, searchOrder } from '../bench/search-workload';
import { headed, headedIfRented, listOf } from '../bench/naming';
import type { WorkloadBench } from '../bench/workload-bench';
import type { Workbench } from '../workbench';
import { planBesideSearch } from './plan-beside-search';
import { AXIS_WORDS, optionName, riskWords } from './search-words';

const SHOWN_OPTIONS = 8;

/** What the search over the whole catalog found for a workload: front, recommended point, runner-up, and what fell out. */
export async function searchSection(
  notes: Analysis,
  bench: Workbench,
  workload: WorkloadBench,
  shelf: OptionShelf,
  signal: AbortSignal,
): Promise<SearchResult | null> {
  if (workload.workload.mode === 'general') return null;
  const result = await searched(bench, workload, signal);
  spaceTable(notes, workload, result);
  frontTable(notes, bench, workload, result, shelf);
  const { recommended } = result;
  if (recommended === null) {
    notes.leaveOut({
      id: `ai-consultant.${workload.id}.search`,
      subject: headed(
        workload,
        'the best way to rent hardware by cost, latency, emissions and risk together',
      ),
      reason: withoutRecommended(result),
    });
    return result;
  }
  const tell = (name: string, title: string, statement: string): void => {
    if (statement === '') return;
    const id = `ai-consultant.${workload.id}.${name}`;
    notes.find({ id, severity: 'info', title: headedIfRented(workload, title), statement });
  };
  const other = planBesideSearch(bench, workload, recommended);
  const best = `${optionName(recommended, bench)} ${other === null ? 'is the best of all compared, and the plan takes it' : 'weighs best of all compared; the plan takes another way'}`;
  const words = recommendedWords(notes, bench, result, recommended, shelf);
  tell('recommended-option', best, words);
  tell('plan-beside-search', 'why the plan takes another way', other ?? '');
  tell('runner-up', 'the price of the runner-up', runnerUpWords(notes, bench, workload, result, shelf));
  tell('committed', 'what a commitment would change', committedWords(notes, bench, workload, result, shelf));
  tell('unproven', 'cheaper, but too little is known of it', unprovenWords(bench, result, shelf));
  return result;
}

/** Figures of the options that are shown, each made once. */
export class OptionShelf {
  private readonly made = new Map<string, OptionFigures>();

  constructor(
    private readonly bench: Workbench,
    private readonly workload: WorkloadBench,
  ) {}

  of(option: SearchOption): OptionFigures {
    let known = this.made.get(option.id);
    if (known === undefined) {
      known = optionFigures(searchOrder(this.bench, this.workload), this.bench.catalog, option);
      this.workload.keep(known.figures);
      this.made.set(option.id, known);
    }
    return known;
  }
}

/** How many options there are, what they are made of, and why most of them fell out. */
function spaceTable(notes: Analysis, workload: WorkloadBench, result: SearchResult): void {
  const count = (name: string, label: string, value: number, formula: string): Figure =>
    notes.count(`search.${workload.id}.options.${name}`, label, value, `count ${formula}`);
  const total = count(
    'total',
    'Options looked at',
    result.total,
    'of the points of the space: instances x formats x group sizes x extra replicas x ways of buying + APIs',
  );
  const rows = [
    ['Looked at', cite(total), result.dimensions.map((part) => part.name).join(' x ')],
    ...result.removals.map((entry) => [
      'Removed',
      cite(
        count(
          `removed-${entry.reason}`,
          `Options removed: ${entry.label}`,
          entry.options,
          'of options with this as their first obstacle',
        ),
      ),
      entry.label,
    ]),
    [
      'Left',
      cite(count('considered', 'Options left', result.considered, 'of options without an obstacle')),
      'they keep every limit and promise, and have a price',
    ],
    [
      'Compared',
      cite(
        count(
          'comparable',
          'Options compared',
          result.comparable,
          'of options left of which cost, latency, emissions and risk are known',
        ),
      ),
      'cost, latency, emissions and risk of them are known',
    ],
    [
      'Front',
      cite(
        count(
          'front',
          'Options that no other beats',
          result.front.length,
          'of compared options that no other beats on all four axes',
        ),
      ),
      'no other is as good on all four and better on one',
    ],
  ];
  notes.show({
    id: `ai-consultant.${workload.id}.search-space`,
    title: headed(workload, 'ways to run it: how many, and why they fell out'),
    columns: ['Step', 'Options', 'Why'],
    rows,
  });
}

function frontTable(
  notes: Analysis,
  bench: Workbench,
  workload: WorkloadBench,
  result: SearchResult,
  shelf: OptionShelf,
): void {
  const named = [result.recommended, result.runnerUp?.option].filter(
    (one): one is SearchOption => one != null,
  );
  const shown = new Map(named.map((option) => [kindOf(option), option]));
  for (const option of result.front) {
    if (shown.size >= SHOWN_OPTIONS) break;
    if (!shown.has(kindOf(option))) shown.set(kindOf(option), option);
  }
  notes.show({
    id: `ai-consultant.${workload.id}.front`,
    title: headed(
      workload,
      'the best ways to rent hardware for it: front of cost, latency, emissions and risk',
    ),
    columns: ['Way', 'A month', 'Time', 'Emissions', 'Risk points', 'What speaks against it'],
    rows: [...shown.values()].map((option) => {
      const { cost, latency, carbon, risk } = shelf.of(option);
      const mark =
        option === result.recommended
          ? 'Recommended: '
          : option === result.runnerUp?.option
            ? 'Runner-up: '
            : '';
      return [
        `${mark}${optionName(option, bench)}`,
        cite(cost),
        cite(latency),
        cite(carbon),
        cite(risk),
        riskWords(option),
      ];
    }),
    note: 'Cost is that of the instances as listed. Time is end to end at the ninety-fifth percentile of prompt and answer together while every place of the batch is taken: the time that the promise is held against, and longer than a simulation finds, in which few requests are so long and places are seldom all taken. Of work in passes it is that of one pass. Risk points are a rank by fixed rules, no probability. Of equal provider, accelerator and way of buying only the best is shown.',
  });
}

function kindOf({ provider, hardware, apiId }: SearchOption): string {
  return hardware ? `${provider} ${hardware.acceleratorId} ${hardware.purchase}` : `api ${apiId}`;
}

function withoutRecommended(result: SearchResult): string {
  const { considered, comparable } = result;
  if (considered > 0 && comparable === 0) {
    return 'of every option that is left, latency or emissions are not known, and what is not known is not recommended';
  }
  const last = lastObstacle(result);
  return last
    ? `no option is left; those that came furthest fell out because ${last.label}`
    : 'no option is left';
}

/** What it is, and the rule by which it leads. */
function recommendedWords(
  notes: Analysis,
  bench: Workbench,
  result: SearchResult,
  option: SearchOption,
  shelf: OptionShelf,
): string {
  const { cost, latency, carbon, risk } = shelf.of(option);
  const given = bench.input.preferences?.weights !== undefined;
  const weights = SEARCH_AXES.filter((axis) => result.weights[axis] > 0).map((axis) => {
    const weight = notes.figure({
      id: `search.weight.${axis}`,
      label: `Weight of ${AXIS_WORDS[axis]} in the search`,
      value: Math.round(result.weights[axis] * 1000) / 10,
      unit: '%',
      method: given ? 'sourced' : 'assumed',
      formula: given ? 'share of the weights that were stated' : 'constant of this product',
      inputs: given ? ['input:/preferences/weights'] : [],
    });
    return `${AXIS_WORDS[axis]} ${cite(weight)}`;
  });
  return (
    `It costs ${cite(cost)}, takes ${cite(latency)}, emits ${cite(carbon)} and has ${cite(risk)} risk points. ` +
    `Of the options of which all of this is known it has the lowest product of the four, each to the power of its weight (${listOf(weights)}).`
  );
}

function runnerUpWords(
  notes: Analysis,
  bench: Workbench,
  workload: WorkloadBench,
  { runnerUp }: SearchResult,
  shelf: OptionShelf,
): string {
  if (!runnerUp)
    return 'Without a commitment, no other provider or accelerator within the limits and the promises is left to compare it with.';
  const prices = pricesOf(notes, workload, 'runner-up', runnerUp.price, shelf.of(runnerUp.option));
  return `The runner-up on other hardware or with another provider is ${optionName(runnerUp.option, bench)}; choosing it changes ${prices}.`;
}

function committedWords(
  notes: Analysis,
  bench: Workbench,
  workload: WorkloadBench,
  { committed }: SearchResult,
  shelf: OptionShelf,
): string {
  if (!committed) return '';
  const prices = pricesOf(notes, workload, 'committed', committed.price, shelf.of(committed.option));
  return `With a commitment ${optionName(committed.option, bench)} would lead, and change ${prices}; a commitment should cover the least of a measured load curve only, so it is not recommended before there is one.`;
}

/** A cheaper option that cannot be recommended: said, so that nobody thinks it was overlooked. */
function unprovenWords(bench: Workbench, { unproven }: SearchResult, shelf: OptionShelf): string {
  if (!unproven) return '';
  const missing = [
    ...(unproven.latencyMs === null ? ['latency'] : []),
    ...(unproven.carbonKgPerMonth === null ? ['emissions'] : []),
  ];
  return `${optionName(unproven, bench)} is listed at ${cite(shelf.of(unproven).cost)}, which is less, but its ${listOf(missing)} ${missing.join() === 'latency' ? 'is' : 'are'} not known: what is not known is not recommended.`;
}

const UNITS = { cost: 'USD/month', latency: 'ms', carbon: 'kgCO2e/month', risk: '1' } as const;

/** The price of choosing another option, axis by axis, as figures: `a change of ... in cost`. */
function pricesOf(
  notes: Analysis,
  workload: WorkloadBench,
  name: string,
  price: NonNullable<SearchResult['runnerUp']>['price'],
  figures: OptionFigures,
): string {
  const parts = SEARCH_AXES.flatMap((axis) => {
    const value = price[axis];
    if (value === null || (value === 0 && axis !== 'cost')) return [];
    const scale = figures[axis].unit === 'h' ? 3_600_000 : 1;
    const entry = notes.figure({
      id: `search.${workload.id}.${name}.price-of-choosing.${axis}`,
      label: `Change of ${AXIS_WORDS[axis]} by choosing it in place of the recommended option`,
      value: value / scale,
      unit: axis === 'latency' ? figures.latency.unit : UNITS[axis],
      method: 'computed',
      formula: 'its value - value of the recommended option',
      inputs: [figures[axis].id],
    });
    return [`${AXIS_WORDS[axis]} by ${cite(entry)}`];
  });
  return listOf(parts);
}
