import { cite, jsonPointer, literal } from '@app/kernel';
import { apiModelName, type ApiPricing, type BreakEvenStep, isOpen } from '@app/pricing';
import type { Analysis } from '../analysis';
import { apiName, headed, nameOf, shortName } from '../bench/naming';
import type { WorkloadBench } from '../bench/workload-bench';
import type { Workbench } from '../workbench';

const SHOWN = 6;

/** What the traffic costs on the named API, or on APIs that serve the same weights, and where hosting crosses it. */
export function apiPrices(notes: Analysis, workload: WorkloadBench, bench: Workbench): void {
  const { apis, reason, demand } = workload.apis();
  if (reason !== null) {
    notes.leaveOut({
      id: `ai-consultant.${workload.id}.api-price`,
      subject: `Price of ${nameOf(workload)} on an API`,
      reason,
    });
    return;
  }
  notes.show({
    id: `ai-consultant.${workload.id}.api-prices`,
    title: headed(workload, 'prices on model APIs'),
    columns: ['API', 'Provider', 'A month', 'A request', 'Price of'],
    rows: apis
      .slice(0, SHOWN)
      .map((api) => [
        literal(apiModelName(api.row)),
        literal(api.row.provider),
        cite(api.monthly),
        cite(api.perRequest),
        `${api.row.source.asOf}${api.stale ? ' (old)' : ''}`,
      ]),
  });
  const first = apis[0];
  if (!first) return;
  const changes = first.announced.map((change) => `From ${change.from} it will be ${cite(change.monthly)}.`);
  const requests = demand ? ` at a rate of ${cite(demand)}` : '';
  notes.find({
    id: `ai-consultant.${workload.id}.api-price`,
    severity: 'info',
    title: headed(workload, `${apiName(first.row)} costs ${cite(first.monthly)}`),
    statement: [
      `That is ${cite(first.perRequest)} a request${requests}, at the list price of ${first.row.source.asOf}.`,
      ...reasoning(notes, workload, first),
      ...changes,
    ].join(' '),
  });
  crossover(notes, workload);
  if (workload.likelyHosting() === 'api') budgetOfApi(notes, workload, bench);
}

/** What a model thinks before it answers is billed, and in no answer that anybody counts. */
function reasoning(notes: Analysis, workload: WorkloadBench, api: ApiPricing): string[] {
  if (!isOpen(api.monthly)) return [];
  const name = apiName(api.row);
  notes.ask({
    id: `question.${workload.id}.reasoning-tokens`,
    pointer: jsonPointer(['workloads', workload.workload.index, 'traffic', 'outputTokens']),
    question: `How many tokens does ${name} spend on reasoning before an answer of ${shortName(workload)}?`,
    why: 'They are billed as output and are not in the length of an answer: the price has no high end until they are measured. Ask some hundred real questions and read the count in the usage of each answer.',
    priority: 'should',
  });
  return [
    `${name} reasons before it answers: these tokens are billed as output and are not in the stated output tokens, so the price is the least it costs.`,
  ];
}

function crossover(notes: Analysis, workload: WorkloadBench): void {
  const result = workload.breakEven();
  if (!result) return;
  notes.show({
    id: `ai-consultant.${workload.id}.break-even-costs`,
    title: headed(workload, 'API against hosting, by load'),
    columns: ['Up to', 'Hosting', 'API at that load'],
    rows: firstOfEachLoad(result.steps).map((step) => [
      cite(step.tokensPerDay),
      cite(step.selfHosted),
      cite(step.api),
    ]),
  });
  const side =
    result.cheaperToday === null
      ? 'Which side is cheaper today is unknown.'
      : result.cheaperToday === 'api'
        ? 'Today the API is cheaper.'
        : 'Today own hosting is cheaper.';
  notes.find({
    id: `ai-consultant.${workload.id}.break-even-cost`,
    severity: 'info',
    title:
      result.crossover.value === null
        ? headed(workload, 'own hosting stays dearer than the API at every load compared')
        : headed(workload, `hosting and API cost the same at ${cite(result.crossover)}`),
    statement: `The load today is ${cite(result.today)}. ${side} Hosting steps up with every instance; people and platform are not in it.`,
  });
}

/** Instances that add no replica are left out: they cost more and carry nothing. */
function firstOfEachLoad(steps: readonly BreakEvenStep[]): BreakEvenStep[] {
  return steps.filter(
    (step, index) => index === 0 || step.tokensPerDay.value !== steps[index - 1]?.tokensPerDay.value,
  );
}

function budgetOfApi(notes: Analysis, workload: WorkloadBench, bench: Workbench): void {
  const limit = bench.input.constraints?.budgetUsdPerMonth;
  const monthly = workload.apis().apis[0]?.monthly;
  if (limit === undefined || monthly?.value == null) return;
  const share = notes.figure({
    id: `ai-consultant.${workload.id}.budget-share`,
    label: `Share of the budget that ${workload.workload.name} takes on the API`,
    value: (monthly.value / limit) * 100,
    unit: '%',
    method: 'computed',
    formula: 'API cost a month / budget x 100',
    inputs: [monthly.id, 'input:/constraints/budgetUsdPerMonth'],
  });
  const over = monthly.value > limit;
  notes.find({
    id: `ai-consultant.${workload.id}.budget`,
    severity: over ? 'high' : 'info',
    title: headed(workload, `the API takes ${cite(share)} of the budget at the load of today`),
    statement: over
      ? 'The API bill alone exceeds the budget: cache the repeated prompt, shorten it, or take a smaller model for the easy requests.'
      : `The API bill of today is within the budget${workload.isOnly ? '' : ', on which the other workloads draw as well'}. It moves in proportion to the traffic: growth alone can take it beyond.`,
  });
}
