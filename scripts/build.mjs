// Builds the API, the worker and the CLI into dist/. Each gets its own copy of the libraries.
// `tools` as an argument builds the drills, the benchmarks and the model server instead.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { APPS, BUILD_STAMP, ROOT, TOOLS, fingerprintSources } from './sources.mjs';

if (process.argv[2] === 'tools') {
  await buildAll({ tools: TOOLS.chaos });
  process.exit(0);
}

// Taken before the compilers read anything: an edit made meanwhile must show as a stale build.
const fingerprint = fingerprintSources();
rmSync(BUILD_STAMP, { force: true });

await buildAll(APPS);

mkdirSync(dirname(BUILD_STAMP), { recursive: true });
writeFileSync(BUILD_STAMP, fingerprint);

async function buildAll(apps) {
  const results = await Promise.all(Object.keys(apps).map(build));
  const broken = results.filter(({ app, code }) => code !== 0 || !existsSync(join(ROOT, apps[app])));
  for (const { app, output } of broken) {
    process.stderr.write(`${output}\nbuild of ${app} failed: ${apps[app]} was not written\n`);
  }
  if (broken.length > 0) process.exit(1);
}

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
