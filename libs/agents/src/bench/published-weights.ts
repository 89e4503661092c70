import type { Assumption, CompletedInput, CompletedWorkload } from '@app/assessments';
import type { ModelRow } from '@app/catalog';

/** The format of the weights where nobody states one: the published one, of 16 bits unless the catalog says otherwise. */
export function publishedPrecision(
  workload: CompletedWorkload,
  row: ModelRow | null,
): CompletedWorkload['precision'] {
  const { precision, mode } = workload;
  // A training moves its weights in 16 bits, however they are published.
  if (!precision.assumed || mode === 'training') return precision;
  return { ...precision, value: row?.publishedWeights?.precision ?? 'bf16' };
}

/**
 * The input with every assumed format of weights taken from the model that is meant. `planned` gives the model that
 * the plan has in the end, of which the assumption speaks; `stated` the one before anybody decided.
 */
export function withPublishedWeights(
  completed: CompletedInput,
  stated: (workload: CompletedWorkload) => ModelRow | null,
  planned: (workload: CompletedWorkload) => ModelRow | null,
): CompletedInput {
  const said = new Map<string, Assumption>();
  for (const workload of completed.workloads) {
    const row = planned(workload);
    const of = completed.assumptions.find(({ id }) => id === workload.precision.ref);
    if (of && row?.publishedWeights && workload.mode !== 'training') {
      said.set(of.id, spoken(of, row, row.publishedWeights));
    }
  }
  return {
    ...completed,
    workloads: completed.workloads.map((workload) => ({
      ...workload,
      precision: publishedPrecision(workload, stated(workload)),
    })),
    assumptions: completed.assumptions.map((assumption) => said.get(assumption.id) ?? assumption),
  };
}

function spoken(
  assumption: Assumption,
  row: ModelRow,
  weights: NonNullable<ModelRow['publishedWeights']>,
): Assumption {
  return {
    ...assumption,
    value: weights.precision,
    why: `the format in which the weights of ${row.name} are published (${weights.format}); an accelerator without arithmetic in it holds them so and computes in 16 bits`,
    sources: [
      {
        title: `${row.name}, format of the published weights`,
        url: weights.source,
        asOf: weights.sourceDate,
        confidence: row.source.confidence,
      },
    ],
  };
}
