import { cite, figure } from '@app/kernel';
import type { Analysis } from '../analysis';
import { headed } from '../bench/naming';
import { tokenSpread } from '../bench/serving-need';
import type { WorkloadBench } from '../bench/workload-bench';

/** Whether the longest usual request with its answer is longer than a context; not where either is unknown. */
export function isBeyondContext(workload: WorkloadBench, limit: number | null): boolean {
  const input = tokenSpread(workload.workload, 'input');
  if (!input || limit === null) return false;
  return input.p95 + (tokenSpread(workload.workload, 'output')?.p95 ?? 0) > limit;
}

/** Whether the longest usual request fits the model's context. */
export function contextFit(notes: Analysis, workload: WorkloadBench): void {
  const { row, apis } = workload.model();
  const input = tokenSpread(workload.workload, 'input');
  const { inputTokensP95, outputTokensP95 } = workload.workload.values;
  if (!input || !inputTokensP95) return;
  const output = tokenSpread(workload.workload, 'output');
  const models = [
    ...(row ? [{ id: row.id, name: row.name, limit: row.contextLength, source: row.source }] : []),
    ...apis
      .slice(0, 1)
      .map((api) => ({ id: api.id, name: api.model, limit: api.contextWindow, source: api.source })),
  ];
  for (const model of models) {
    if (!isBeyondContext(workload, model.limit)) continue;
    const limit = notes.figure(
      figure({
        id: `ai-consultant.context.${model.id}`,
        label: `Context of ${model.name}`,
        value: model.limit,
        unit: 'tokens',
        method: 'sourced',
        sources: [model.source],
      }),
    );
    const answer = output && outputTokensP95 ? ` with answers of ${cite(outputTokensP95)}` : '';
    notes.find({
      id: `ai-consultant.${workload.id}.context-${model.id}`,
      severity: 'high',
      title: headed(workload, `long requests do not fit the context of ${model.name}`),
      statement: `Five percent of the prompts are longer than ${cite(inputTokensP95)}${answer}, and the model reads ${cite(limit)} in all. Cut or split these requests, or take a model with a longer context.`,
    });
  }
}
