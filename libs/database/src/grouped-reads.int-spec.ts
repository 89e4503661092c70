import type { Connection } from 'mongoose';
import { Schema, createConnection } from 'mongoose';
import { testMongoUrl } from '../../../test/support/stores';
import { GroupedReads } from './grouped-reads';

interface Note {
  readonly _id: string;
  readonly tenantId: string;
  readonly text: string;
}

const schema = new Schema<Note>({ _id: String, tenantId: String, text: String }, { versionKey: false });

describe('GroupedReads', () => {
  let connection: Connection;
  let reads: GroupedReads<Note>;
  const commands: string[] = [];

  beforeAll(async () => {
    connection = await createConnection(testMongoUrl('grouped-reads'), { monitorCommands: true }).asPromise();
    await connection.dropDatabase();
    const model = connection.model<Note>('Note', schema);
    await model.init();
    await model.create([
      { _id: 'a', tenantId: 'ours', text: 'one' },
      { _id: 'b', tenantId: 'ours', text: 'two' },
      { _id: 'c', tenantId: 'theirs', text: 'three' },
    ]);
    reads = new GroupedReads(model);
    connection.getClient().on('commandStarted', ({ commandName }) => commands.push(commandName));
  });
  afterAll(async () => {
    await connection.dropDatabase();
    await connection.close();
  });

  it('reads once what several ask for at once, and answers each', async () => {
    const found = await Promise.all(['a', 'b', 'a', 'none'].map((id) => reads.find('ours', id)));
    expect(found.map((note) => note?.text ?? null)).toEqual(['one', 'two', 'one', null]);
    expect(commands).toEqual(['find']);
  });

  it('gives no tenant what belongs to another that asks at the same time', async () => {
    const [mine, foreign, own] = await Promise.all([
      reads.find('ours', 'a'),
      reads.find('ours', 'c'),
      reads.find('theirs', 'c'),
    ]);
    expect([mine?.text, foreign, own?.text]).toEqual(['one', null, 'three']);
  });
});
