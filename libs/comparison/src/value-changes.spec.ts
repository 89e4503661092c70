import { readPointer } from '@app/kernel';
import { valueChanges } from './value-changes';

const brief = (from: unknown, to: unknown) =>
  valueChanges(from, to).map(({ kind, fromPointer, toPointer }) => [kind, fromPointer, toPointer]);

describe('valueChanges', () => {
  const chat = { id: 'chat', traffic: { requestsPerDay: 100 } };
  const search = { id: 'search', traffic: { requestsPerDay: 5 } };

  it('names the field that differs, not what it is in', () => {
    const more = { ...chat, traffic: { requestsPerDay: 200 } };
    expect(valueChanges({ workloads: [chat] }, { workloads: [more] })).toEqual([
      {
        kind: 'changed',
        fromPointer: '/workloads/0/traffic/requestsPerDay',
        toPointer: '/workloads/0/traffic/requestsPerDay',
        path: '/workloads/chat/traffic/requestsPerDay',
        from: 100,
        to: 200,
      },
    ]);
  });

  it('matches entries by id where all have one, and says what came and went', () => {
    expect(brief({ w: [chat] }, { w: [search, chat] })).toEqual([['added', null, '/w/0']]);
    expect(brief({ w: [search, chat] }, { w: [chat] })).toEqual([['removed', '/w/0', null]]);
    expect(brief({ w: [] }, { w: [chat] })).toEqual([['added', null, '/w/0']]);
  });

  it('says that entries stand in another order, and points into both', () => {
    expect(brief({ w: [chat, search] }, { w: [search, chat] })).toEqual([
      ['moved', '/w/0', '/w/1'],
      ['moved', '/w/1', '/w/0'],
    ]);
  });

  it('matches entries without an id by their place, and plain lists as a whole', () => {
    const [a, b] = [{ artefact: 'a' }, { artefact: 'b' }];
    expect(brief({ e: [a] }, { e: [b, a] })).toEqual([
      ['changed', '/e/0/artefact', '/e/0/artefact'],
      ['added', null, '/e/1'],
    ]);
    expect(brief({ regions: ['EU'] }, { regions: ['EU', 'US'] })).toEqual([
      ['changed', '/regions', '/regions'],
    ]);
    expect(brief({ w: [{ id: 'x' }, { id: 'x' }] }, { w: [{ id: 'x' }] })).toEqual([
      ['removed', '/w/1', null],
    ]);
  });

  it('takes null for an answer and the order of keys for none', () => {
    expect(brief({ a: null }, {})).toEqual([['removed', '/a', null]]);
    expect(brief({ a: { b: 1, c: 2 } }, { a: { c: 2, b: 1 } })).toEqual([]);
  });

  it('escapes pointers, which lead to the values in both documents', () => {
    const from = { 'a/b': { '~': 1 } };
    const to = { 'a/b': { '~': 2 } };
    const [change] = valueChanges(from, to);
    expect(change?.fromPointer).toBe('/a~1b/~0');
    expect(readPointer(from, change?.fromPointer ?? '')).toBe(change?.from);
    expect(readPointer(to, change?.toPointer ?? '')).toBe(change?.to);
  });
});
