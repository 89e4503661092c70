import { z } from 'zod';

/** Anything that the API has made and given an id. */
export const identifiedSchema = z.object({ id: z.string() });
