import { answerId, cite, type Figure } from '@app/kernel';
import type { Analysis } from '../analysis';
import type { Workbench } from '../workbench';
import type { CostForecast } from './forecast';
import { presentReturn } from './present-value';

/** Value against cost: what is left a month, and when it has paid for what is spent once. */
export function payback(notes: Analysis, bench: Workbench, forecast: CostForecast | null): void {
  const stated = bench.input.planning?.valueUsdPerMonth;
  if (stated === undefined) {
    askForValue(notes);
    return;
  }
  if (!forecast) return;
  const value = notes.figure({
    id: 'answer.planning.value',
    label: 'Value of the use cases',
    value: stated,
    unit: 'USD/month',
    method: 'sourced',
    inputs: [answerId('planning', 'valueUsdPerMonth')],
  });
  const once = bench.input.planning?.oneOffUsd ?? 0;
  const net = netOf(notes, forecast, value, once);
  const today = presentReturn(notes, bench, { forecast, value, once });
  const good = (net.value ?? 0) > 0;
  notes.find({
    id: 'cto.return',
    severity: good ? 'info' : 'high',
    title: good
      ? `The plan returns ${cite(net)} over three years`
      : `The plan costs more than the use cases are worth: ${cite(net)} over three years`,
    statement: `${paidBack(notes, forecast, value, once)} The stated value of ${cite(value)} is taken as it is, from the first month on.${today ? ` At today's worth, discounted at ${cite(today.rate)} a year, ${cite(today.net)} is left.` : ''}`,
  });
}

function netOf(notes: Analysis, forecast: CostForecast, value: Figure, once: number): Figure {
  const { p10, p50, p90 } = forecast.total;
  const months = forecast.months.length;
  const left = (cost: Figure): number => (value.value ?? 0) * months - once - (cost.value ?? 0);
  return notes.figure({
    id: 'cto.return.net',
    label: 'Value less cost over three years',
    value: left(p50),
    low: left(p90),
    high: left(p10),
    unit: 'USD',
    method: 'computed',
    formula: `value a month x ${months} - what is spent once - cost of three years (median; range from p90 to p10)`,
    inputs: [value.id, p10.id, p50.id, p90.id, ...(once > 0 ? [answerId('planning', 'oneOffUsd')] : [])],
  });
}

function paidBack(notes: Analysis, forecast: CostForecast, value: Figure, once: number): string {
  const month = paidBackBy(forecast, value.value ?? 0, once);
  if (month === null) return 'Within three years it is not paid back at the median.';
  const months = notes.figure({
    id: 'cto.return.payback-months',
    label: 'Months until the value has paid for all that was spent',
    value: month,
    unit: 'months',
    method: 'computed',
    formula:
      'first month from whose end on value so far is at least what was spent once and the median costs so far',
    inputs: [value.id, ...forecast.months.map((band) => band.p50.id)],
  });
  return `It is paid back within ${cite(months)} at the median.`;
}

function askForValue(notes: Analysis): void {
  notes.leaveOut({
    id: 'cto.return',
    subject: 'Return on the investment',
    reason: 'the value of the use cases was not stated; only their cost is computed',
  });
  notes.ask({
    id: 'question.planning.value',
    pointer: '/planning/valueUsdPerMonth',
    question: 'What are the use cases worth a month once they run as planned, in USD?',
    why: 'Return and payback hang on it.',
    priority: 'should',
  });
}

/** Month by whose end the value has caught up with the costs for good. */
function paidBackBy(forecast: CostForecast, value: number, once: number): number | null {
  let balance = -once;
  let since: number | null = null;
  forecast.months.forEach((band, index) => {
    balance += value - (band.p50.value ?? 0);
    if (balance < 0) since = null;
    else since ??= index + 1;
  });
  return since;
}
