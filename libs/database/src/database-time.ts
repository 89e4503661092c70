import type { Connection } from 'mongoose';

/** The time by the database's clock, which all processes share: deadlines that one of them sets hold for the others. */
export async function databaseTime(connection: Connection): Promise<Date> {
  const { localTime } = (await connection.getClient().db('admin').command({ hello: 1 })) as {
    readonly localTime: Date;
  };
  return localTime;
}
