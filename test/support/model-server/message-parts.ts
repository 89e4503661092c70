import { z } from 'zod';
import type { JsonSchema } from './least-value';

/** OpenAI and Anthropic refuse other names. */
export const toolName = z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/);
export const jsonSchema = z.custom<JsonSchema>((value) => typeof value === 'object' && value !== null);

/** A tool as chat completions, and Ollama after them, describe one. */
export const functionTool = z.object({
  type: z.literal('function'),
  function: z.object({ name: toolName, parameters: jsonSchema.optional() }),
});

/** The text of a message: a string, or parts of which those with text count. */
export const content = z
  .union([z.string(), z.null(), z.array(z.looseObject({ text: z.string().optional() }))])
  .optional()
  .transform((value) => {
    if (value == null) return '';
    return typeof value === 'string' ? value : value.map(({ text }) => text ?? '').join('\n');
  });
