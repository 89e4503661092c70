import type { Catalog } from '@app/catalog';
import type { DecidedChoices } from './decided-choices';
import type { ModelChoice } from './model-choice';

/** A choice of model with what a person decided in it: the model they chose, and the API they chose first. */
export function decidedModel(
  choice: ModelChoice,
  { modelId, apiId }: DecidedChoices,
  catalog: Catalog,
): ModelChoice {
  const api = apiId === undefined ? null : catalog.apiPrice(apiId);
  return {
    ...choice,
    ...(modelId === undefined
      ? {}
      : { origin: 'decided' as const, why: 'a person decided for it', ref: null }),
    ...(api && { apis: [api, ...choice.apis.filter((row) => row.id !== api.id)], apiStated: true }),
  };
}
