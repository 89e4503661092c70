import { mongo } from 'mongoose';
import type { Row } from './server-under-test';
import { onEachServer } from './server-under-test';

/** What is refused, with MongoDB's code, and what documentdb answers where that is something else. */
const MISTAKES: [string, mongo.Document, number, (number | 'accepted')?][] = [
  ['an unknown command', { fetch: 'c' }, 59],
  ['an unknown option', { find: 'c', filtre: {} }, 40415, 2],
  [
    'an unknown part of an update',
    { update: 'c', updates: [{ q: {}, u: { $set: { a: 1 } }, upsrt: true }] },
    40415,
  ],
  ['an unknown part of a delete', { delete: 'c', deletes: [{ q: {}, limit: 1, sort: {} }] }, 40415],
  ['a filter that is no document', { find: 'c', filter: 'a' }, 14],
  ['a negative limit', { find: 'c', limit: -1 }, 51024, 'accepted'],
  ['a sort by a text', { find: 'c', sort: { a: 'up' } }, 2, 1],
  ['an empty collection name', { find: '' }, 73],
  ['a collection name with a dollar sign', { insert: 'a$b', documents: [{ a: 1 }] }, 73],
  ['an aggregate without a cursor', { aggregate: 'c', pipeline: [] }, 9],
  ['a cursor that is not there', { getMore: mongo.Long.fromNumber(1), collection: 'c' }, 43],
  ['removing and updating at once', { findAndModify: 'c', remove: true, update: {} }, 9],
  ['indexes of a collection that is not there', { listIndexes: 'nowhere' }, 26],
  ['the loss of the _id index', { dropIndexes: 'c', index: '_id_' }, 72],
];

onEachServer('mistakes', (server) => {
  it.each(MISTAKES)('%s is refused with its code', async (...row) => {
    const [, command, code, documentdb] = row;
    await server.db.collection<Row>('c').updateOne({ _id: 1 }, { $set: { a: 1 } }, { upsert: true });
    const outcome = await server.db.command(command).then(
      () => 'accepted',
      (error: unknown) => (error as { code: number }).code,
    );
    expect(outcome).toBe(documentdb && server.differs('refusals') ? documentdb : code);
  });
});
