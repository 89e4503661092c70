import { mongo } from 'mongoose';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { testMongoUrl } from '../../../test/support/stores';
import { releaseWritersOfClosedSockets } from './closed-sockets';

describe('a connection that closes while a command is written', () => {
  const sockets: Socket[] = [];
  const remember = (message: unknown) => sockets.push((message as { socket: Socket }).socket);
  let client: mongo.MongoClient;

  beforeAll(async () => {
    releaseWritersOfClosedSockets();
    releaseWritersOfClosedSockets();
    subscribe('net.client.socket', remember);
    client = new mongo.MongoClient(testMongoUrl('closed-sockets'), { maxPoolSize: 1, retryWrites: false });
    await client.connect();
  });
  afterAll(async () => {
    unsubscribe('net.client.socket', remember);
    await client.close();
  });

  it('fails the command, and leaves the pool to the next', async () => {
    const collection = client.db().collection<{ _id: string }>('things');
    await collection.findOne({});
    // As when the server's end comes in the same turn of the event loop in which a command goes out.
    for (const socket of sockets) closeAtNextWrite(socket);
    const written = collection.updateOne({ _id: 'a' }, { $set: { n: 1 } }, { upsert: true });

    await expect(written).rejects.toMatchObject({ name: 'MongoNetworkError' });
    expect(await collection.findOne({})).toBeNull();
  });
});

function closeAtNextWrite(socket: Socket): void {
  const write = socket.write.bind(socket);
  socket.write = ((...args: Parameters<typeof write>) => {
    socket.write = write;
    socket.destroy();
    return write(...args);
  }) as typeof socket.write;
}
