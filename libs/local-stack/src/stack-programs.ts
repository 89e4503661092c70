import { EMBEDDED_MONGO_ENTRY } from '@app/embedded-mongo';
import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { notBuilt } from './local-stack.errors';

/** The files that Node runs for each process of ours. */
export interface StackPrograms {
  readonly database: string;
  readonly api: string;
  readonly worker: string;
}

/** The root of the product: the nearest directory above this file that holds a package.json. */
export function productRoot(from = __dirname): string {
  const parent = dirname(from);
  if (existsSync(join(from, 'package.json')) || parent === from) return from;
  return productRoot(parent);
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
