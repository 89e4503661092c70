import { EMBEDDED_MONGO_ENTRY } from '@app/embedded-mongo';
import { existsSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { notBuilt } from './local-stack.errors';

/** The files that Node runs for each process of ours. */
export interface StackPrograms {
  readonly database: string;
  readonly api: string;
  readonly worker: string;
}

/** The root of the product, whether this file is a source or compiled: the parent of `libs`, or of `dist`. */
export function productRoot(): string {
  const [compiled] = __dirname.split(join(sep, 'dist', 'cli', 'libs', 'local-stack'));
  return compiled === __dirname || compiled === undefined ? join(__dirname, '../../..') : compiled;
}

/** The programs as `npm run build` writes them. */
export function builtPrograms(root = productRoot()): StackPrograms {
  return {
    database: EMBEDDED_MONGO_ENTRY,
    api: join(root, 'dist/api/src/main.js'),
    worker: join(root, 'dist/worker/apps/worker/src/main.js'),
  };
}

/** @throws stack.not-built naming what is missing. */
export function requireBuilt({ api, worker, database }: StackPrograms): void {
  const missing = [api, worker, database].filter((file) => !existsSync(file));
  if (missing.length > 0) throw notBuilt(missing.map((file) => relative(productRoot(), file)));
}
