import type { CompletedWorkload } from '@app/assessments';
import type { Catalog, ModelRow } from '@app/catalog';
import {
  sizeBatchInferenceOptions,
  sizeEmbeddingOptions,
  sizeServingOptions,
  sizeTrainingOptions,
  type TrainingSpec,
} from '@app/sizing';
import type { HostOptions } from './host-sizing';
import type { ModelChoice } from './model-choice';
import { answerRef, refs, servingNeed, tokenSpread, valueOf } from './serving-need';

/** The sizings of a workload on every accelerator that can be rented, or why there are none. */
export interface SizedWorkload {
  readonly options: HostOptions;
  readonly reason: string | null;
}

const NONE: HostOptions = { feasible: [], infeasible: [] };

export function sizeWorkload(
  workload: CompletedWorkload,
  model: ModelChoice,
  catalog: Catalog,
): SizedWorkload {
  const { row } = model;
  if (workload.mode === 'general') {
    return {
      options: NONE,
      reason: 'a classic model needs processors and memory, not accelerators',
    };
  }
  if (!row) return { options: NONE, reason: `no open-weight model is to be sized: ${model.why}` };
  const options =
    workload.mode === 'training'
      ? training(workload, model, row, catalog)
      : row.kind === 'embedding'
        ? embedding(workload, model, row, catalog)
        : workload.mode === 'batch'
          ? batch(workload, model, row, catalog)
          : serving(workload, model, row, catalog);
  return options
    ? { options, reason: null }
    : { options: NONE, reason: 'the traffic that sizing needs was not given and has no assumption' };
}

function serving(
  workload: CompletedWorkload,
  model: ModelChoice,
  row: ModelRow,
  catalog: Catalog,
): HostOptions | null {
  const need = servingNeed(workload, row, model.ref);
  if (!need) return null;
  const { feasible, infeasible } = sizeServingOptions(need, catalog);
  return {
    feasible: feasible.map((of) => ({ kind: 'serving', of })),
    infeasible: infeasible.map((of) => ({ kind: 'serving', of })),
  };
}

function batch(
  workload: CompletedWorkload,
  model: ModelChoice,
  row: ModelRow,
  catalog: Catalog,
): HostOptions | null {
  const items = valueOf(workload, 'batchItems');
  const input = tokenSpread(workload, 'input');
  const output = tokenSpread(workload, 'output');
  if (items === null || !input || !output) return null;
  const { feasible, infeasible } = sizeBatchInferenceOptions(
    {
      workloadId: workload.id,
      model: row,
      precision: workload.precision.value,
      traffic: {
        requestsPerSecondMean: 0,
        requestsPerSecondPeak: 0,
        inputTokens: input,
        outputTokens: output,
        cachedShare: (valueOf(workload, 'cachedShare') ?? 0) / 100,
      },
      inputRefs: {
        ...(answerRef(model.ref) ? { model: answerRef(model.ref) } : {}),
        inputTokens: refs(workload, 'inputTokensP50', 'inputTokensP95'),
        outputTokens: refs(workload, 'outputTokensP50', 'outputTokensP95'),
        cachedShare: refs(workload, 'cachedShare'),
      },
      items,
      windowHours: valueOf(workload, 'batchWindowHours'),
      passesPerMonth: valueOf(workload, 'passesPerMonth') ?? 1,
      batchRefs: {
        items: refs(workload, 'batchItems'),
        windowHours: refs(workload, 'batchWindowHours'),
        passesPerMonth: refs(workload, 'passesPerMonth'),
      },
    },
    catalog,
  );
  return {
    feasible: feasible.map((of) => ({ kind: 'batch', of })),
    infeasible: infeasible.map((of) => ({ kind: 'batch', of })),
  };
}

function embedding(
  workload: CompletedWorkload,
  model: ModelChoice,
  row: ModelRow,
  catalog: Catalog,
): HostOptions | null {
  const tokensPerText = valueOf(workload, 'inputTokensP50');
  const texts = valueOf(workload, 'batchItems');
  const peak = valueOf(workload, 'requestsPerSecondPeak');
  if (tokensPerText === null || (texts === null && peak === null)) return null;
  const { feasible, infeasible } = sizeEmbeddingOptions(
    {
      workloadId: workload.id,
      model: row,
      tokensPerText,
      texts,
      windowHours: valueOf(workload, 'batchWindowHours'),
      textsPerSecondPeak: peak,
      inputRefs: {
        ...(answerRef(model.ref) ? { model: answerRef(model.ref) } : {}),
        tokensPerText: refs(workload, 'inputTokensP50'),
        texts: refs(workload, 'batchItems'),
        windowHours: refs(workload, 'batchWindowHours'),
        textsPerSecondPeak: refs(workload, 'requestsPerSecondPeak'),
      },
    },
    catalog,
  );
  return {
    feasible: feasible.map((of) => ({ kind: 'embedding', of })),
    infeasible: infeasible.map((of) => ({ kind: 'embedding', of })),
  };
}

function training(
  workload: CompletedWorkload,
  model: ModelChoice,
  row: ModelRow,
  catalog: Catalog,
): HostOptions | null {
  const need = trainingNeed(workload, model, row);
  if (need === null) return null;
  const { feasible, infeasible } = sizeTrainingOptions(need, catalog);
  return {
    feasible: feasible.map((of) => ({ kind: 'training', of })),
    infeasible: infeasible.map((of) => ({ kind: 'training', of })),
  };
}

/** A training as the engine reads it; null where its tokens are missing. */
export function trainingNeed(
  workload: CompletedWorkload,
  model: ModelChoice,
  row: ModelRow,
): Omit<TrainingSpec, 'accelerator'> | null {
  const tokens = valueOf(workload, 'trainingTokens');
  if (tokens === null) return null;
  return {
    workloadId: workload.id,
    model: row,
    method: workload.trainingMethod.value,
    // Eight bits multiply beside sixteen, and a base in four is expanded to them: neither is fp16 where it is not said.
    precision: workload.precision.value === 'fp16' ? 'fp16' : 'bf16',
    tokens,
    epochs: valueOf(workload, 'epochs') ?? 1,
    sequenceLength: valueOf(workload, 'sequenceLength') ?? row.contextLength,
    loraRank: valueOf(workload, 'loraRank') ?? 1,
    deadlineHours: valueOf(workload, 'deadlineHours'),
    inputRefs: {
      ...(answerRef(model.ref) ? { model: answerRef(model.ref) } : {}),
      ...(answerRef(workload.precision.ref) ? { precision: answerRef(workload.precision.ref) } : {}),
      tokens: refs(workload, 'trainingTokens'),
      epochs: refs(workload, 'epochs'),
      sequenceLength: refs(workload, 'sequenceLength'),
      loraRank: refs(workload, 'loraRank'),
      deadlineHours: refs(workload, 'deadlineHours'),
    },
  };
}
