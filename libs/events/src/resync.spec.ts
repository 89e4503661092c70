import { following, parseEventId } from './event-position';
import { whyNotResumable } from './resync';

const kept = (first: number, last: number) => ({
  first: { generation: 1_700_000_000_000, sequence: first },
  last: { generation: 1_700_000_000_000, sequence: last },
});
const id = (sequence: number) => `1700000000000-${sequence}`;

describe('whyNotResumable', () => {
  it.each([
    ['all of a whole stream', null, kept(1, 5), null],
    ['all of a run without events', null, null, null],
    ['after the newest', id(5), kept(1, 5), null],
    ['after the one before the oldest that is kept', id(2), kept(3, 5), null],
    ['all of a trimmed stream', null, kept(3, 5), 'too-old'],
    ['after one whose successor is gone', id(1), kept(3, 5), 'too-old'],
    ['after one that is not written yet', id(6), kept(1, 5), 'ahead'],
    ['after one of an older stream', '1600000000000-5', kept(1, 5), 'other-generation'],
    ['after one of a newer stream', '1800000000000-1', kept(1, 5), 'other-generation'],
    ['after one of a stream that is gone', id(5), null, 'expired'],
    ['after something else', 'five', kept(1, 5), 'unknown-id'],
    ['after a number that is too long to be one', `${'9'.repeat(16)}-1`, kept(1, 5), 'unknown-id'],
  ])('answers for %s', (_case, afterId, present, reason) => {
    expect(whyNotResumable(afterId, present)).toBe(reason);
  });
});

describe('following', () => {
  const at = (text: string) => parseEventId(text) ?? { generation: 0, sequence: 0 };

  it.each([
    [null, '7-1', 'next'],
    [null, '7-2', 'broken'],
    ['7-1', '7-2', 'next'],
    ['7-2', '7-2', 'repeated'],
    ['7-2', '7-1', 'repeated'],
    ['7-2', '7-4', 'broken'],
    ['7-2', '8-1', 'broken'],
    ['7-2', '6-3', 'broken'],
  ])('says how, after %s, %s stands', (seen, next, step) => {
    expect(following(seen === null ? null : at(seen), at(next))).toBe(step);
  });
});
