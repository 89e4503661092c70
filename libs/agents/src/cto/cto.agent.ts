import { cite } from '@app/kernel';
import type { Agent } from '../agent';
import type { AgentOutput } from '../agent-output';
import { Analysis } from '../analysis';
import { breathe } from '../bench/breathe';
import { counted } from '../bench/naming';
import type { Workbench } from '../workbench';
import { batchPrice } from './batch-price';
import { businessCase } from './business-case';
import { continuityVote } from './continuity-vote';
import { costForecast } from './forecast';
import { expectedLosses } from './expected-loss';
import { payback } from './payback';
import { replacesToday } from './replaces-today';
import { riskRegister } from './risk-register';
import { threeWays } from './three-ways';
import { ctoPrompt } from './cto.prompt';

/** Strategy, business case, risk, executive summary. */
export const ctoAgent: Agent = {
  id: 'cto',
  title: 'Chief technology officer',
  decides:
    'Whether the plan carries its cost over three years, which risks stand against it, and what to do first.',
  prompt: ctoPrompt,
  analyse,
};

async function analyse(bench: Workbench, signal: AbortSignal): Promise<AgentOutput> {
  const notes = new Analysis('cto', bench);
  const lines: string[] = [];
  for (const workload of bench.workloads) {
    await breathe(signal);
    const line = businessCase(notes, workload, bench);
    if (line) lines.push(line);
    replacesToday(notes, workload, bench);
    threeWays(notes, workload, bench);
    batchPrice(notes, workload);
    continuityVote(notes, workload, bench);
  }
  const forecast = await costForecast(notes, bench, signal);
  payback(notes, bench, forecast);
  expectedLosses(notes, bench);
  const risks = riskRegister(notes, bench, forecast?.today ?? null);
  goals(notes, bench);
  const money = lines.length > 0 ? lines.join(' ') : 'No cost over three years could be computed.';
  const range = forecast
    ? ` In eight forecasts of ten the plan costs ${cite(forecast.total.p10)} to ${cite(forecast.total.p90)} over three years.`
    : '';
  return notes.done(`${money}${range} ${counted(risks, 'risk stands', 'risks stand')} against the plan.`);
}

/** The goals in the words of the organisation: whether they are met needs measurements that nobody gave. */
function goals(notes: Analysis, bench: Workbench): void {
  const count = bench.input.goals?.length ?? 0;
  if (count === 0) {
    notes.leaveOut({ id: 'cto.goals', subject: 'Fit with the goals', reason: 'no goals were stated' });
    return;
  }
  notes.leaveOut({
    id: 'cto.goals',
    subject: 'Whether the stated goals are reached',
    reason: 'they are in words; this version does not derive measures from them',
  });
}
