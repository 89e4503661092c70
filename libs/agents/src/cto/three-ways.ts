import { cite } from '@app/kernel';
import type { Way } from '@app/pricing';
import type { Analysis } from '../analysis';
import { headed, nameOf } from '../bench/naming';
import { apiCondition, waysOf } from '../bench/price-ways';
import type { WorkloadBench } from '../bench/workload-bench';
import type { Workbench } from '../workbench';

const WAY_WORDS: Readonly<Record<Way, string>> = { api: 'API', rent: 'rented', buy: 'bought' };
const WAYS_SHOWN = ['api', 'rent', 'buy'] as const;

/** API, rented and bought hardware over the load: which is cheapest up to which tokens a day. */
export function threeWays(notes: Analysis, workload: WorkloadBench, bench: Workbench): void {
  const ways = waysOf(bench, workload);
  if (!ways) return;
  if (ways.excluded.some(({ way, reason }) => way === 'buy' && reason.startsWith('nobody gave')))
    askForPrices(notes);
  if (ways.excluded.length > 0) {
    notes.leaveOut({
      id: `cto.${workload.id}.ways`,
      subject: `In the comparison of API, rented and bought hardware for ${nameOf(workload)}`,
      reason: ways.excluded.map(({ way, reason }) => `${WAY_WORDS[way]}: ${reason}`).join('; '),
    });
  }
  // One way alone is no comparison: its cost is told elsewhere.
  if (ways.steps.length === 0 || WAYS_SHOWN.length - ways.excluded.length < 2) return;
  const condition = apiCondition(workload);
  notes.show({
    id: `cto.${workload.id}.ways`,
    title: headed(workload, 'API, rented or bought, by load'),
    columns: ['Tokens a day up to', 'By API', 'Rented', 'Bought', 'Cheapest'],
    rows: ways.steps.map((step) => [
      cite(step.tokensPerDay),
      ...WAYS_SHOWN.map((name) => {
        const cost = step.monthly[name];
        return cost ? cite(cost) : '–';
      }),
      step.cheapest ? WAY_WORDS[step.cheapest] : '–',
    ]),
    note: [
      'Cost climbs by whole units, with the mix of tokens and the ratio of peak to mean of today.',
      condition,
    ]
      .filter((sentence) => sentence !== null)
      .join(' '),
  });
  const first = ways.crossings[0];
  if (!first) return;
  const more =
    ways.crossings.length > 1 ? ' Further on the ways change places again: the table says where.' : '';
  notes.find({
    id: `cto.${workload.id}.ways`,
    severity: 'info',
    title: headed(
      workload,
      `from ${cite(first.tokensPerDay)} on ${WAY_WORDS[first.to]} is cheaper than ${WAY_WORDS[first.from]}`,
    ),
    statement: `Input and output tokens together, at full use of each unit.${more}${condition ? ` ${condition}` : ''}`,
  });
}

function askForPrices(notes: Analysis): void {
  notes.ask({
    id: 'question.planning.accelerator-quotes',
    pointer: '/planning/acceleratorQuotes',
    question: 'What does an accelerator cost to buy, with its share of server and network, and a kWh?',
    why: 'Buying is left out of the comparison until both are known.',
    priority: 'could',
  });
}
