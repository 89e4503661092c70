// Builds the API, the worker and the CLI into dist/. Each gets its own copy of the libraries.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { APPS, BUILD_STAMP, ROOT, fingerprintSources } from './sources.mjs';

// Taken before the compilers read anything: an edit made meanwhile must show as a stale build.
const fingerprint = fingerprintSources();
rmSync(BUILD_STAMP, { force: true });

const results = await Promise.all(Object.keys(APPS).map(build));
const broken = results.filter(({ app, code }) => code !== 0 || !existsSync(join(ROOT, APPS[app])));
for (const { app, output } of broken) {
  process.stderr.write(`${output}\nbuild of ${app} failed: ${APPS[app]} was not written\n`);
}
if (broken.length > 0) process.exit(1);

mkdirSync(dirname(BUILD_STAMP), { recursive: true });
writeFileSync(BUILD_STAMP, fingerprint);

function build(app) {
  const nest = spawn(process.execPath, [join(ROOT, 'node_modules/@nestjs/cli/bin/nest.js'), 'build', app], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [nest.stdout, nest.stderr]) stream.on('data', (chunk) => (output += chunk));
  return new Promise((resolve) => {
    nest.once('error', (error) => resolve({ app, code: 1, output: String(error) }));
    nest.once('close', (code) => resolve({ app, code, output }));
  });
}
