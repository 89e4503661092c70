import { contentHash } from '@app/kernel';
import type { AnswerShape } from '../answers/answer-shape';
import type { ModelLink } from '../chain/model-link';
import type { ModelQuestion } from '../model-question';

/** Equal only for the same question of the same tenant to the same model in the same shape and wording. */
export function answerKey(
  { provider, model, baseUrl }: Pick<ModelLink, 'provider' | 'model' | 'baseUrl'>,
  { tenantId, prompt, system, user }: Pick<ModelQuestion<unknown>, 'tenantId' | 'prompt' | 'system' | 'user'>,
  shape: AnswerShape,
): string {
  return contentHash({ tenantId, provider, model, baseUrl, prompt, messages: { system, user }, shape });
}
