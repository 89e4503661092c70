import { mongo } from 'mongoose';
import { databaseUnavailable, isDatabaseAway } from './database-away';
import { placeOf } from './database-connection';

const named = (name: string, more: object = {}): Error =>
  Object.assign(new Error('at mongodb://user:secret@db-7'), { name, ...more });

const NO_ROOM = new mongo.MongoServerError({ errmsg: 'no space left on device', code: 14031 });

const CUT_OFF = Object.assign(new Error('This socket has been ended by the other party'), { code: 'EPIPE' });

function noRoomForOneOfTwo(): mongo.MongoBulkWriteError {
  const writeErrors = [{ code: 11000 }, { code: 14031 }] as mongo.WriteError[];
  const first = { message: 'duplicate', code: 11000, writeErrors };
  return new mongo.MongoBulkWriteError(first, {} as mongo.BulkWriteResult);
}

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
    CUT_OFF,
    new mongo.MongoBulkWriteError(CUT_OFF as never, {} as mongo.BulkWriteResult),
    NO_ROOM,
    new mongo.MongoBulkWriteError(NO_ROOM, {} as mongo.BulkWriteResult),
    noRoomForOneOfTwo(),
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
    named('Error', { code: 'EPIPE', syscall: 'write' }),
    named('ValidationError'),
    'MongoNetworkError',
    null,
  ])('takes %s for something else', (error) => {
    expect(isDatabaseAway(error)).toBe(false);
  });

  it('is told with a time after which trying again makes sense', () => {
    expect(databaseUnavailable()).toMatchObject({ kind: 'unavailable', retryAfterSeconds: 2 });
  });

  it('is told as full, with a longer time, where it has no room', () => {
    const full = { kind: 'unavailable', code: 'database.full', retryAfterSeconds: 30 };
    expect(databaseUnavailable(NO_ROOM)).toMatchObject(full);
    expect(databaseUnavailable(noRoomForOneOfTwo())).toMatchObject(full);
    expect(databaseUnavailable(new mongo.MongoNetworkError('reset')).code).toBe('database.unavailable');
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
