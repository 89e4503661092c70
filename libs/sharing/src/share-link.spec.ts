import { shareLinkState, type ShareLink } from './share-link';
import { hashOfToken, newShareToken } from './share-token';

const AT = new Date('2026-11-22T12:00:00Z');
const later = (milliseconds: number): Date => new Date(AT.getTime() + milliseconds);
const stateOf = (given: Partial<ShareLink> = {}) =>
  shareLinkState({ expiresAt: later(1), maxViews: null, views: 0, revokedAt: null, ...given }, AT);

describe('shareLinkState', () => {
  it('is open until the very millisecond at which its time is over', () => {
    expect(stateOf()).toBe('open');
    expect(stateOf({ expiresAt: AT })).toBe('expired');
  });

  it('is used up with the last view that it may have, and without a limit never', () => {
    expect(stateOf({ maxViews: 3, views: 2 })).toBe('open');
    expect(stateOf({ maxViews: 3, views: 3 })).toBe('used-up');
    expect(stateOf({ views: 1e9 })).toBe('open');
  });

  it('says first that it was taken back, then that its time is over', () => {
    const used = { maxViews: 1, views: 1 };
    expect(stateOf({ ...used, expiresAt: AT, revokedAt: later(-1) })).toBe('revoked');
    expect(stateOf({ ...used, expiresAt: AT })).toBe('expired');
  });
});

describe('newShareToken', () => {
  it('gives 32 random bytes in letters that an address takes as they are', () => {
    const tokens = Array.from({ length: 200 }, newShareToken);
    for (const token of tokens) {
      expect(encodeURIComponent(token)).toBe(token);
      expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    }
    expect(new Set(tokens).size).toBe(200);
    // A bit that never changes would halve what has to be guessed.
    const bytes = tokens.map((token) => Buffer.from(token, 'base64url'));
    for (let bit = 0; bit < 256; bit += 1)
      expect(new Set(bytes.map((one) => ((one[bit >> 3] ?? 0) >> (bit & 7)) & 1)).size).toBe(2);
  });
});

describe('hashOfToken', () => {
  it('is the SHA-256 of the token as it stands in the address', () => {
    expect(hashOfToken('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
});
