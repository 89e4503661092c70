import { InvariantError } from '@app/kernel';
import type { RunEvent, StoredRunEvent } from './run-event';

/** An entry of a Redis stream as the client gives it: id, then names and values of its fields in turn. */
export type StreamEntry = readonly [id: string, fields: readonly string[]];

/** The event that an entry of ours holds. */
export function toStoredEvent([id, fields]: StreamEntry): StoredRunEvent {
  const text = fields[fields.indexOf('event') + 1];
  if (text === undefined) throw new InvariantError(`The entry ${id} of an event stream holds no event.`);
  return { id, event: JSON.parse(text) as RunEvent };
}
