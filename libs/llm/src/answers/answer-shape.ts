import { InvariantError } from '@app/kernel';
import type { ZodType } from 'zod';
import { z } from 'zod';

/** The name of the tool through which a model gives its answer. */
export const ANSWER_TOOL = 'answer';

/** A schema as JSON Schema, as the parameters of a tool. */
export interface AnswerShape {
  readonly type: 'object';
  readonly title: string;
  readonly [keyword: string]: unknown;
}

const known = new WeakMap<ZodType, AnswerShape>();

/** What a model is to send, of a schema that describes an object. */
export function shapeOf(schema: ZodType): AnswerShape {
  const made = known.get(schema);
  if (made !== undefined) return made;
  const { $schema: _, type, ...shape } = z.toJSONSchema(schema, { io: 'input' }) as Record<string, unknown>;
  if (type !== 'object') throw new InvariantError('the schema of an answer describes an object');
  const named = { ...shape, type, title: ANSWER_TOOL } as const;
  known.set(schema, named);
  return named;
}
