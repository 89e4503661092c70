import { literal } from '@app/kernel';
import type { Analysis } from '../analysis';
import { apiName, headed } from '../bench/naming';
import type { WorkloadBench } from '../bench/workload-bench';
import type { Workbench } from '../workbench';

/** What may go wrong with a choice of model: quality that nobody measured, and a provider who changes it. */
export function modelRisks(notes: Analysis, bench: Workbench): void {
  for (const workload of bench.workloads) {
    const name = modelName(workload);
    if (name === null) continue;
    notes.risk({
      id: `ai-consultant.risk.${workload.id}.quality`,
      severity: 'medium',
      title: headed(workload, `nobody has shown that ${name} answers well enough`),
      statement:
        'Memory, speed and price are computed; the quality of answers on these tasks is not, and no result of an evaluation was given.',
      answer:
        'Collect real cases with accepted answers, and let the candidates answer them before the choice is final.',
    });
    if (workload.likelyHosting() !== 'api') continue;
    notes.risk({
      id: `ai-consultant.risk.${workload.id}.provider-change`,
      severity: 'medium',
      title: headed(workload, 'the provider may change or retire the model'),
      statement: `${name} is served on its provider’s terms: versions end, and prices and behaviour change with notice or without.`,
      answer: 'Name a version, keep the evaluation at hand, and have a second model that passed it.',
    });
  }
}

function modelName(workload: WorkloadBench): string | null {
  const api = workload.apis().apis[0];
  if (api && workload.likelyHosting() === 'api') return apiName(api.row);
  const { row } = workload.model();
  return row ? literal(row.name) : api ? apiName(api.row) : null;
}
