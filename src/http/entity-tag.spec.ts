import { expectedVersion, namesTag, requiredVersion, versionTag } from './entity-tag';

describe('entity tags', () => {
  it('come back as the version they were made from', () => {
    expect(expectedVersion(versionTag(12))).toBe(12);
  });

  it.each([
    ['*', 'any'],
    [' "v3" ', 3],
    [undefined, undefined],
  ])('reads If-Match %j as %j', (header, expected) => {
    expect(expectedVersion(header)).toBe(expected);
  });

  it.each(['v3', '"3"', 'W/"v3"', '"v0"', '"v1", "v2"', ''])('refuses If-Match %j', (header) => {
    expect(() => expectedVersion(header)).toThrow(expect.objectContaining({ code: 'request.bad-etag' }));
  });

  it('demands If-Match where a change could undo another', () => {
    expect(() => requiredVersion(undefined)).toThrow(
      expect.objectContaining({ kind: 'precondition-required' }),
    );
  });

  it.each([
    [undefined, false],
    ['*', true],
    ['"v1"', true],
    ['W/"v1"', true],
    ['"v0", "v1"', true],
    ['"v0"', false],
  ])('compares If-None-Match %j weakly', (header, named) => {
    expect(namesTag(header, '"v1"')).toBe(named);
  });
});
