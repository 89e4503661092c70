import type { EventPosition } from './event-position';
import { parseEventId } from './event-position';

/**
 * Why a reader cannot go on from the id it named and has to take a snapshot first:
 * - `unknown-id`: the text is no event id;
 * - `expired`: the events of the run are no longer kept;
 * - `other-generation`: the id is of a stream that was replaced since;
 * - `too-old`: events after the id are no longer kept;
 * - `ahead`: the id is newer than the newest event;
 * - `gap`: the live stream broke off;
 * - `slow-client`: the reader fell too far behind and was cut off.
 */
export type ResyncReason =
  'unknown-id' | 'expired' | 'other-generation' | 'too-old' | 'ahead' | 'gap' | 'slow-client';

/** The oldest and the newest event that are kept of a run. */
export interface KeptEvents {
  readonly first: EventPosition;
  readonly last: EventPosition;
}

/** Why a reader cannot go on after `afterId`; null when every event after it is kept. `afterId` null asks for all. */
export function whyNotResumable(afterId: string | null, kept: KeptEvents | null): ResyncReason | null {
  if (afterId === null) return kept === null || kept.first.sequence === 1 ? null : 'too-old';
  const after = parseEventId(afterId);
  if (after === null) return 'unknown-id';
  if (kept === null) return 'expired';
  if (after.generation !== kept.last.generation) return 'other-generation';
  if (after.sequence > kept.last.sequence) return 'ahead';
  return after.sequence + 1 < kept.first.sequence ? 'too-old' : null;
}
