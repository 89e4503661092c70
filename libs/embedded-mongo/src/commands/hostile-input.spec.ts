import { Store } from '../storage/store';
import type { Doc } from '../values/document';
import { decode } from '../values/document';
import { encodeReply } from '../values/encoded-list';
import { Cursors } from './cursors';
import { dispatch } from './dispatch';

function nested(levels: number): Doc {
  let doc: Doc = { end: 1 };
  for (let level = 2; level < levels; level++) doc = level % 2 ? { a: doc } : { a: [doc] };
  return doc;
}

/** So many levels of documents, the outermost one included. */
function deep(levels: number): Doc {
  let doc: Doc = { end: 1 };
  for (let level = 1; level < levels; level++) doc = { a: doc };
  return doc;
}

describe('dispatch of what no driver sends', () => {
  const server = { store: new Store(':memory:'), cursors: new Cursors(), startedAt: new Date() };
  const run = (command: Doc): Doc => decode(encodeReply(dispatch({ ...command, $db: 'test' }, server)));
  const update = (q: Doc, u: Doc, more: Doc = {}): Doc => ({ update: 'c', updates: [{ q, u, ...more }] });
  run({ insert: 'c', documents: [{ _id: 1, big: 'x'.repeat(5_000), list: [1] }] });

  it.each<[string, Doc, number]>([
    ['documents of too many levels', { insert: 'c', documents: [deep(102)] }, 15],
    ['a thousand levels of lists', { insert: 'c', documents: [nested(1_000)] }, 15],
    [
      'a change to too many levels',
      update({ _id: 1 }, { $set: { [Array(101).fill('deep').join('.')]: 1 } }),
      15,
    ],
    ['null for a document', { insert: 'c', documents: [null] }, 14],
    ['a number for array filters', update({}, { $set: { 'list.$[x]': 1 } }, { arrayFilters: 5 }), 14],
    ['a number for one array filter', update({}, { $set: { 'list.$[x]': 1 } }, { arrayFilters: [5] }), 14],
    ['a number for the order of an update', update({}, { $set: { a: 1 } }, { sort: 5 }), 14],
    [
      'a range of two billion numbers',
      { aggregate: 'c', pipeline: [{ $project: { r: { $range: [0, 2_000_000_000] } } }], cursor: {} },
      2,
    ],
    [
      'a text for a time to live',
      { createIndexes: 'c', indexes: [{ key: { at: 1 }, name: 'at', expireAfterSeconds: 'soon' }] },
      67,
    ],
  ])('refuses %s', (_what, command, code) => {
    const reply = run(command);
    const [error = reply] = (reply.writeErrors ?? []) as Doc[];
    expect(error.code).toBe(code);
    expect(run({ find: 'c', filter: {} }).cursor).toMatchObject({ firstBatch: [{ _id: 1, list: [1] }] });
  });

  it('takes as many levels as MongoDB takes', () => {
    expect(run({ insert: 'levels', documents: [deep(100)] })).toMatchObject({ n: 1 });
    expect(run({ insert: 'levels', documents: [deep(100)] }).writeErrors).toBeUndefined();
  });
});
