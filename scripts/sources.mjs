import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');

/** The three Nest applications and the file that starts each. */
export const APPS = {
  api: 'dist/api/src/main.js',
  worker: 'dist/worker/apps/worker/src/main.js',
  cli: 'dist/cli/apps/cli/src/main.js',
};

/** Programs for whoever works on the product, and the file that starts each. */
export const TOOLS = {
  chaos: 'dist/tools/test/chaos/main.js',
  bench: 'dist/tools/test/bench/main.js',
  fit: 'dist/tools/test/fit/main.js',
  'model-server': 'dist/tools/test/support/model-server/main.js',
};

/** Holds the fingerprint of the sources that `dist` was built from. */
export const BUILD_STAMP = join(ROOT, 'dist', '.sources');

const BUILT_FROM = ['src', 'apps', 'libs', 'tsconfig.json', 'nest-cli.json', 'package-lock.json'];

/** A digest of everything that `dist` depends on: contents, because a checkout gives old files new dates. */
export function fingerprintSources() {
  const hash = createHash('sha256');
  for (const file of BUILT_FROM.flatMap((entry) => filesUnder(join(ROOT, entry))).sort()) {
    hash
      .update(`${relative(ROOT, file)}\0`)
      .update(readFileSync(file))
      .update('\0');
  }
  return hash.digest('hex');
}

function filesUnder(path) {
  if (!existsSync(path)) return [];
  if (/\.[a-z]+$/.test(path)) return [path];
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) return filesUnder(join(path, entry.name));
    return /\.([a-z0-9]+-)?spec\.ts$|\.md$/.test(entry.name) ? [] : [join(path, entry.name)];
  });
}
