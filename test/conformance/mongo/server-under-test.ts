import { randomBytes } from 'node:crypto';
import { mongo } from 'mongoose';
import { EMBEDDED_MARKER, startEmbeddedMongo } from '@app/embedded-mongo';
import type { EmbeddedMongo } from '@app/embedded-mongo';
import type { DifferenceId } from './known-differences';
import { KNOWN_DIFFERENCES } from './known-differences';

/** A document as these suites write it. */
export interface Row {
  _id: string | number;
  [field: string]: unknown;
}

export type Rows = mongo.Collection<Row>;
type Engine = 'embedded' | 'documentdb' | 'mongodb';

interface Target {
  readonly name: string;
  /** Not given: the embedded server, started for the suite. */
  readonly url?: string;
}

const external = process.env.CONFORMANCE_MONGODB_URL ?? '';
const TARGETS: Target[] = [
  { name: 'the embedded server' },
  ...(external === '' ? [] : [{ name: new URL(external).host, url: external }]),
];

/** Runs a suite on the embedded server and on the server whose address was given. */
export function onEachServer(subject: string, suite: (server: ServerUnderTest) => void): void {
  describe.each(TARGETS)(`${subject} on $name`, (target) => {
    const server = new ServerUnderTest(target);
    beforeAll(() => server.start());
    afterAll(() => server.stop());
    suite(server);
  });
}

export class ServerUnderTest {
  engine: Engine = 'mongodb';
  url = '';
  private client?: mongo.MongoClient;
  private embedded?: EmbeddedMongo;
  private readonly database = `conformance_${randomBytes(6).toString('hex')}`;
  private collections = 0;
  private readonly differences = new Set<DifferenceId>();

  constructor(private readonly target: Target) {}

  get db(): mongo.Db {
    if (!this.client) throw new TypeError('the server is not started');
    return this.client.db(this.database);
  }

  async start(): Promise<void> {
    if (!this.target.url) this.embedded = await startEmbeddedMongo({ dataDir: ':memory:', ttlSweepMs: 20 });
    this.url = this.target.url ?? this.embedded?.url ?? '';
    this.client = await mongo.MongoClient.connect(this.url);
    const { modules = [] } = (await this.db.command({ buildInfo: 1 })) as { modules?: string[] };
    if (modules.includes(EMBEDDED_MARKER)) this.engine = 'embedded';
    else if (modules.includes('documentdb')) this.engine = 'documentdb';
  }

  async stop(): Promise<void> {
    await this.db.dropDatabase();
    await this.client?.close();
    await this.embedded?.close();
    for (const id of this.differences)
      process.stdout.write(`${this.target.name} differs: ${KNOWN_DIFFERENCES[id].what}\n`);
  }

  /** A new collection that holds these documents. */
  async rows(...docs: readonly Row[]): Promise<Rows> {
    const collection = await this.db.createCollection<Row>(`c${++this.collections}`);
    if (docs.length > 0) await collection.insertMany([...docs]);
    return collection;
  }

  /** True when this server is known to answer otherwise than MongoDB's manual says; it is then reported. */
  differs(id: DifferenceId): boolean {
    if (KNOWN_DIFFERENCES[id].engine !== this.engine) return false;
    this.differences.add(id);
    return true;
  }
}

/** What a refused command carries. */
export interface Refusal {
  readonly code?: number | string;
  readonly message: string;
  readonly keyPattern?: unknown;
  readonly keyValue?: unknown;
  readonly writeErrors?: readonly { readonly code: number; readonly index: number }[];
}

/** The error of a promise that must fail. */
export async function refusal(promise: Promise<unknown>): Promise<Refusal> {
  const outcome = await promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error: error as Refusal }),
  );
  if ('error' in outcome) return outcome.error;
  throw new TypeError(`expected a refusal, got ${JSON.stringify(outcome.value)}`);
}

/** The ids of what a query finds, in the order found. */
export async function ids(cursor: { toArray(): Promise<{ _id?: unknown }[]> }): Promise<unknown[]> {
  return (await cursor.toArray()).map(({ _id }) => _id);
}
