import { answerId, cite } from '@app/kernel';
import { BATCH_FACTOR, priceApiBatch } from '@app/pricing';
import type { Analysis } from '../analysis';
import { apiName, headed } from '../bench/naming';
import type { WorkloadBench } from '../bench/workload-bench';

/** What the batch price of an API would make of the requests that may wait: all of a pass, else the stated share. */
export function batchPrice(notes: Analysis, workload: WorkloadBench): void {
  const { mode, index, input } = workload.workload;
  const stated = input.traffic?.batchShare;
  const share = stated ?? (mode === 'batch' ? 1 : 0);
  const api = workload.apis().apis[0];
  const batch = api && share > 0 ? priceApiBatch(api, share, refsOf(stated, index)) : null;
  if (!api || !batch) return;
  workload.keep([BATCH_FACTOR, batch.monthly, batch.saving]);
  notes.find({
    id: `cto.${workload.id}.batch-price`,
    severity: 'info',
    title: headed(
      workload,
      `sent in batches it costs ${cite(batch.monthly)} by API in place of ${cite(api.monthly)}`,
    ),
    statement: `Requests that may wait for a day are taken at ${cite(BATCH_FACTOR)} of the list price of ${apiName(api.row)}; have it confirmed that the provider sells them so.`,
  });
}

function refsOf(stated: number | undefined, index: number): string[] {
  return stated === undefined ? [] : [answerId('workloads', index, 'traffic', 'batchShare')];
}
