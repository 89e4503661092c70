import { InvariantError } from '@app/kernel';
import type { ZodType } from 'zod';

/** One kind of background work: its queue, the shape of its payload (ids only), and how often it is tried. */
export interface JobDefinition<Payload> {
  readonly name: string;
  readonly payload: ZodType<Payload>;
  readonly attempts: number;
  /** First wait in ms; doubles with each attempt. */
  readonly backoffMs: number;
}

/** Declares a job beside its domain. One job, one queue of the same name. */
export function defineJob<Payload>(definition: JobDefinition<Payload>): JobDefinition<Payload> {
  if (!/^[a-z][a-z-]*$/.test(definition.name)) {
    throw new InvariantError(`job name ${definition.name}: expected lower-case words joined by hyphens`);
  }
  return Object.freeze({ ...definition });
}
