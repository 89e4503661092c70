import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a stand-in for one of the product's programs does. */
export type Behaviour =
  /** Serves until SIGTERM, then ends. */
  | 'serves'
  /** Prints an error and ends with code 1. */
  | 'dies'
  /** Runs and never becomes ready. */
  | 'hangs'
  /** Serves and ignores SIGTERM. */
  | 'stubborn';

const SCRIPTS: Readonly<Record<Behaviour, string>> = {
  serves: `serve(); process.on('SIGTERM', () => { note('stopped'); process.exit(0); });`,
  dies: `console.error('warming up'); console.error('the data is unreadable'); process.exit(1);`,
  hangs: `setInterval(() => {}, 1000);`,
  stubborn: `serve(); process.on('SIGTERM', () => {});`,
};

/**
 * Writes small programs that stand in for the database, the API and the worker. Each appends what happens to it to
 * `journal`: `api started <pid>`, `api stopped <pid>`.
 */
export function writeFakePrograms(
  directory: string,
  behaviours: Partial<Record<'database' | 'api' | 'worker', Behaviour>> = {},
): { readonly database: string; readonly api: string; readonly worker: string; readonly journal: string } {
  mkdirSync(directory, { recursive: true });
  const journal = join(directory, 'journal');
  writeFileSync(journal, '');
  const write = (name: 'database' | 'api' | 'worker'): string => {
    const file = join(directory, `${name}.js`);
    writeFileSync(file, `${prelude(name, journal)}\n${SCRIPTS[behaviours[name] ?? 'serves']}\n`);
    return file;
  };
  return { database: write('database'), api: write('api'), worker: write('worker'), journal };
}

function prelude(name: string, journal: string): string {
  return `
const { appendFileSync } = require('node:fs');
const { createServer } = require('node:http');
const note = (what) => appendFileSync(${JSON.stringify(journal)}, '${name} ' + what + ' ' + process.pid + '\\n');
const port = Number(
  { database: process.argv[process.argv.indexOf('--port') + 1], api: process.env.API_PORT, worker: process.env.WORKER_PORT }.${name},
);
const serve = () => createServer((request, response) => response.end('ok')).listen(port, '127.0.0.1', () => {
  note('started');
  console.log(JSON.stringify({ ready: true, port }));
});`;
}
