import type { Model } from 'mongoose';

/**
 * The time that the server is given for one command, for the options of a call to the driver: what Mongoose gives its
 * own queries, a native collection is not told of.
 */
export function timeLimitOf<T>(model: Model<T>): { readonly maxTimeMS?: number } {
  const limit: unknown = model.db.get('maxTimeMS');
  return typeof limit === 'number' ? { maxTimeMS: limit } : {};
}
