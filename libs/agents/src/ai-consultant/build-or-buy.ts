import { cite, type Figure } from '@app/kernel';
import type { SearchResult } from '@app/search';
import type { Analysis } from '../analysis';
import { apiName, headed } from '../bench/naming';
import type { WorkloadBench } from '../bench/workload-bench';
import type { Workbench } from '../workbench';
import { optionName } from './search-words';
import type { OptionShelf } from './search-section';

/** The ways from buying to building, with what each leaves to do oneself and what it costs as far as it is known. */
export function buildOrBuy(
  notes: Analysis,
  bench: Workbench,
  workload: WorkloadBench,
  result: SearchResult | null,
  shelf: OptionShelf,
): void {
  const { mode } = workload.workload;
  if (mode === 'training' || mode === 'general') return;
  const api = workload.hostingLimit === 'self-host-only' ? undefined : workload.apis().apis[0];
  const hosted = workload.hostingLimit === 'api-only' ? null : result?.recommended;
  const rows: string[][] = [
    ...(api
      ? [
          [
            `Buy: ${apiName(api.row)} through its API`,
            'prompts, evaluation, limits on spend',
            cite(api.monthly),
            'The provider changes and retires models by its own calendar.',
          ],
        ]
      : []),
    ...(hosted?.kind === 'hosted'
      ? [
          [
            `Run open weights: ${workload.model().row?.name ?? 'a model'} on ${optionName(hosted, bench)}`,
            'serving, capacity, updates and somebody who answers when it fails, beside the above',
            cite(shelf.of(hosted).cost),
            'The weights stay as they are as long as you want them to.',
          ],
        ]
      : []),
    [
      'Build: adapt an open model with data of your own',
      'data, training runs and a comparison for every version, beside both of the above',
      adaptingCost(bench) ?? 'not evaluated: state a fine-tuning workload',
      'Worth it once an evaluation shows what prompts alone do not reach.',
    ],
  ];
  notes.show({
    id: `ai-consultant.${workload.id}.build-or-buy`,
    title: headed(workload, 'build or buy: what is left to do, and what it costs a month'),
    columns: ['Way', 'Left to do', 'A month', 'To know'],
    rows,
    note: 'Costs are those of tokens and of instances; the work of people is not in them.',
  });
}

/** What a stated fine-tuning costs on the cheapest offer, if there is one. */
function adaptingCost(bench: Workbench): string | null {
  const tuning = bench.workloads.find((workload) => workload.workload.kind === 'fine-tuning');
  const monthly: Figure | undefined = tuning?.cheapest()?.priced.monthly[tuning.purchase];
  return monthly ? `${cite(monthly)} for the training runs that were stated` : null;
}
