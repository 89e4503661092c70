import type { Outcome } from '@app/platform';
import { mongo } from 'mongoose';
import type { Model } from 'mongoose';
import { isDatabaseAway } from './database-away';
import { timeLimitOf } from './time-limit';

/** What became of writes that went out as one command. */
export interface JointResult {
  readonly result: mongo.BulkWriteResult;
  /** Of those that failed by themselves, by their place. */
  readonly errors: ReadonlyMap<number, Error>;
}

// A field without a value is left out of the document, as it is left out of JSON.
const OPTIONS = { ordered: false, ignoreUndefined: true } as const;

/**
 * Sends the writes of several callers as one command, each of which takes place or fails by itself. "Refused": the
 * command as a whole failed for something in it, and each caller's writes must be sent alone.
 * @throws what fails all of them; with one caller, whatever fails the command
 */
export async function writeJointly<T>(
  model: Model<T>,
  operations: readonly object[],
  callers: number,
): Promise<JointResult | 'refused'> {
  try {
    const options = { ...OPTIONS, ...timeLimitOf(model) };
    return { result: await model.collection.bulkWrite(operations as never, options), errors: new Map() };
  } catch (error) {
    if (error instanceof mongo.MongoBulkWriteError && error.result.hasWriteErrors()) {
      if (error.result.getWriteConcernError()) throw error;
      return { result: error.result, errors: new Map(error.result.getWriteErrors().map(named)) };
    }
    if (callers === 1 || isDatabaseAway(error)) throw error;
    return 'refused';
  }
}

/** Sends each of a group that was refused as a group of its own. */
export async function eachAlone<T, R>(
  group: readonly T[],
  work: (one: T) => Promise<readonly Outcome<R>[]>,
): Promise<readonly Outcome<R>[]> {
  const outcomes = await Promise.allSettled(group.map(work));
  return outcomes.map((one) => (one.status === 'fulfilled' ? (one.value[0] as Outcome<R>) : one));
}

/** An error of one write as the server would have told it of that write alone. */
function named({ index, code, errmsg = '' }: mongo.WriteError): [number, Error] {
  return [index, new mongo.MongoServerError({ message: errmsg, errmsg, code })];
}
