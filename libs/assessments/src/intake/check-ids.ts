import { type Catalog, nearestIds } from '@app/catalog';
import { unknownIdProblems } from '@app/compliance';
import { jsonPointer } from '@app/kernel';
import type { AssessmentInput, WorkloadInput } from '../assessment-input';
import { complianceFacts } from './compliance-facts-of';
import type { InputProblem } from './input-problem';

/** Ids that the catalog does not list, and models of the wrong kind for their workload. */
export function checkIds(input: AssessmentInput, catalog: Catalog): InputProblem[] {
  const compliance = unknownIdProblems(complianceFacts(input), catalog).map((problem): InputProblem => ({
    code: 'input.unknown-id',
    pointer: problem.pointer,
    message: problem.detail,
  }));
  const models = new Map(catalog.models.map((row) => [row.id, row.kind]));
  const apis = new Map(catalog.apiPrices.map((row) => [row.id, row.kind]));
  const workloads = input.workloads.flatMap((workload, index) => {
    const at = (...path: string[]): string => jsonPointer(['workloads', index, ...path]);
    return [
      ...checkModel(workload, workload.model?.id, models, at('model', 'id'), 'model'),
      ...checkModel(workload, workload.model?.apiId, apis, at('model', 'apiId'), 'API price'),
      ...embedder(workload.corpus?.embeddingModelId, models, at('corpus', 'embeddingModelId')),
    ];
  });
  const accelerators = catalog.accelerators.map((row) => row.id);
  const named = input.workloads.map(({ id }, index) => id ?? `w${index + 1}`);
  const current = (input.currentInfrastructure ?? []).flatMap(({ acceleratorId, workloadId }, index) => {
    const at = (field: string): string => jsonPointer(['currentInfrastructure', index, field]);
    return [
      ...listed(acceleratorId, accelerators, at('acceleratorId'), 'accelerator'),
      ...servedWorkload(workloadId, named, at('workloadId')),
    ];
  });
  return [...compliance, ...workloads, ...current];
}

function servedWorkload(id: string | undefined, known: readonly string[], pointer: string): InputProblem[] {
  if (id === undefined || known.includes(id)) return [];
  const message = `no workload of this assessment has the id "${id}"; nearest: ${nearestIds(id, known).join(', ')}`;
  return [{ code: 'input.unknown-id', pointer, message }];
}

type Kinds = ReadonlyMap<string, 'chat' | 'embedding'>;

function checkModel(
  workload: WorkloadInput,
  id: string | undefined,
  kinds: Kinds,
  pointer: string,
  what: string,
): InputProblem[] {
  if (id === undefined) return [];
  const unknown = listed(id, kinds.keys(), pointer, what);
  if (unknown.length > 0) return unknown;
  const wanted = workload.kind === 'embedding' ? 'embedding' : 'chat';
  const embeddingTraining = workload.kind === 'training' || workload.kind === 'fine-tuning';
  if (kinds.get(id) === wanted || embeddingTraining || workload.kind === 'classic-ml') return [];
  const message = `${id} is a model for ${kinds.get(id)}, and a workload of kind ${workload.kind} needs one for ${wanted}`;
  return [{ code: 'input.contradiction', pointer, message }];
}

function embedder(id: string | undefined, kinds: Kinds, pointer: string): InputProblem[] {
  if (id === undefined) return [];
  const embedders = [...kinds].filter(([, kind]) => kind === 'embedding').map(([name]) => name);
  return listed(id, embedders, pointer, 'embedding model');
}

function listed(
  id: string | undefined,
  known: Iterable<string>,
  pointer: string,
  what: string,
): InputProblem[] {
  if (id === undefined) return [];
  const all = [...known];
  if (all.includes(id)) return [];
  const message = `no ${what} of the catalog has the id "${id}"; nearest: ${nearestIds(id, all).join(', ')}`;
  return [{ code: 'input.unknown-id', pointer, message }];
}
