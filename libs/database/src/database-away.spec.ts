import { mongo } from 'mongoose';
import { databaseUnavailable, isDatabaseAway } from './database-away';
import { placeOf } from './database-connection';

const named = (name: string, more: object = {}): Error =>
  Object.assign(new Error('at mongodb://user:secret@db-7'), { name, ...more });

describe('isDatabaseAway', () => {
  it.each([
    new mongo.MongoNetworkError('reset'),
    new mongo.MongoNetworkTimeoutError('slow'),
    new mongo.MongoOperationTimeoutError('slow'),
    new mongo.MongoTopologyClosedError('closed'),
    new mongo.MongoClientClosedError(),
    new mongo.MongoServerError({ errmsg: 'not primary', code: 10107 }),
    new mongo.MongoServerError({ errmsg: 'shutting down', code: 91 }),
    new mongo.MongoServerError({ errmsg: 'operation exceeded time limit', code: 50 }),
    new mongo.MongoBulkWriteError(new mongo.MongoNetworkError('reset'), {} as mongo.BulkWriteResult),
    named('MongoServerSelectionError'),
    named('MongoWaitQueueTimeoutError'),
    named('MongoPoolClearedError'),
    named('MongooseServerSelectionError'),
    named('MongoServerError', { errorLabels: ['RetryableWriteError'] }),
  ])('takes %s for a database that is away', (error) => {
    expect(isDatabaseAway(error)).toBe(true);
  });

  it.each([
    new mongo.MongoServerError({ errmsg: 'duplicate', code: 11000 }),
    new mongo.MongoBulkWriteError({ message: 'duplicate', code: 11000 }, {} as mongo.BulkWriteResult),
    new mongo.MongoServerError({ errmsg: 'bad value', code: 2 }),
    named('TypeError', { code: 91 }),
    named('ValidationError'),
    'MongoNetworkError',
    null,
  ])('takes %s for something else', (error) => {
    expect(isDatabaseAway(error)).toBe(false);
  });

  it('is told with a time after which trying again makes sense', () => {
    expect(databaseUnavailable()).toMatchObject({ kind: 'unavailable', retryAfterSeconds: 2 });
  });
});

describe('the place of a database', () => {
  it.each([
    ['mongodb://127.0.0.1:27017/infra-mind', '127.0.0.1:27017'],
    ['mongodb://user:p%40ss@a:1,b:2/db?replicaSet=rs0', 'a:1,b:2'],
    ['mongodb+srv://user:pass@cluster.example.com', 'cluster.example.com'],
  ])('in %s is %s, without a password', (url, place) => {
    expect(placeOf(url)).toBe(place);
  });
});
