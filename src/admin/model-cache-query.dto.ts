import { AGENTS } from '@app/agents';
import { ChoiceField } from '../http/dto-field.decorator';

/** Which answers of models are to be made worthless. */
export class ModelCacheQueryDto {
  @ChoiceField({
    description: 'Only the answers to this prompt, whatever its version; those to all prompts if left out',
    values: AGENTS.map(({ prompt }) => prompt.ref.id),
    example: 'narrate.cto',
  })
  prompt?: string;
}
