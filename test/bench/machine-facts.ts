import { createConnection } from 'mongoose';
import { execFileSync } from 'node:child_process';
import { cpus, loadavg, totalmem } from 'node:os';

/** What figures depend on. */
export interface MachineFacts {
  readonly at: string;
  readonly processor: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly node: string;
  readonly redis: string;
  readonly database: string;
  /** Of the last 1, 5 and 15 minutes before the first benchmark. */
  readonly load: readonly number[];
}

export async function machineFacts(mongoUrl: string | undefined): Promise<MachineFacts> {
  const processors = cpus();
  return {
    at: new Date().toISOString(),
    processor: processors[0]?.model.trim() ?? 'unknown',
    cores: processors.length,
    memoryGb: Math.round(totalmem() / 1024 ** 3),
    node: process.version,
    redis: redisVersion(),
    database: mongoUrl ? await databaseVersion(mongoUrl) : 'embedded (speaks MongoDB), journalled',
    load: loadavg(),
  };
}

export function formatFacts(facts: MachineFacts): string {
  return [
    `Infra Mind benchmarks, ${facts.at}`,
    `  machine   ${facts.processor}, ${facts.cores} cores, ${facts.memoryGb} GB; everything below runs on it at once`,
    `  versions  Node ${facts.node}, Redis ${facts.redis}, database ${facts.database}`,
    `  load      ${facts.load.map((load) => load.toFixed(2)).join(' ')} before the start (1, 5, 15 minutes)`,
    '',
  ].join('\n');
}

function redisVersion(): string {
  try {
    const text = execFileSync('redis-server', ['--version'], { encoding: 'utf8' });
    return `${/v=(\S+)/.exec(text)?.[1] ?? 'unknown'}, append-only file, flushed by the system`;
  } catch {
    return 'as given';
  }
}

async function databaseVersion(url: string): Promise<string> {
  const connection = await createConnection(url).asPromise();
  try {
    const { version } = await connection.getClient().db().admin().buildInfo();
    return `MongoDB ${version as string}`;
  } finally {
    await connection.close();
  }
}
