/**
 * Where an event stands: `generation` is the millisecond at which the stream of its run was created, `sequence` counts
 * from 1 without a hole. Written `<generation>-<sequence>`, which is also the id of the entry in Redis.
 */
export interface EventPosition {
  readonly generation: number;
  readonly sequence: number;
}

const POSITION = /^(\d{1,15})-(\d{1,15})$/;

/** The position an id names, or null when the text is no event id. */
export function parseEventId(text: string): EventPosition | null {
  const match = POSITION.exec(text);
  return match ? { generation: Number(match[1]), sequence: Number(match[2]) } : null;
}

export function formatEventId(position: EventPosition): string {
  return `${position.generation}-${position.sequence}`;
}

/** How an entry stands to what a reader has seen last: its next one, one it has had, or one behind a hole. */
export function following(seen: EventPosition | null, next: EventPosition): 'next' | 'repeated' | 'broken' {
  if (seen === null) return next.sequence === 1 ? 'next' : 'broken';
  if (next.generation !== seen.generation) return 'broken';
  if (next.sequence === seen.sequence + 1) return 'next';
  return next.sequence <= seen.sequence ? 'repeated' : 'broken';
}
