// Makes a fresh or updated clone ready to run: installs and builds what is missing or out of date, and says so.
// Runs before everything else, so it uses no package and nothing newer than Node 18.
// `--dependencies-only` leaves dist/ alone.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { APPS, BUILD_STAMP, ROOT, fingerprintSources } from './sources.mjs';

const NEEDED_NODE = [24, 9];

if (!dependenciesAreInstalled()) install();
requireNode();
if (!process.argv.includes('--dependencies-only') && !distIsCurrent()) build();

function dependenciesAreInstalled() {
  const installed = packagesIn(join(ROOT, 'node_modules/.package-lock.json'));
  const locked = packagesIn(join(ROOT, 'package-lock.json'));
  if (!installed) return false;
  return Object.keys(locked).every((path) => {
    if (path === '') return true;
    // What is for another platform stays out of node_modules.
    if (!installed[path]) return Boolean(locked[path].optional || locked[path].devOptional);
    return installed[path].version === locked[path].version;
  });
}

function packagesIn(lockfile) {
  return existsSync(lockfile) ? JSON.parse(readFileSync(lockfile, 'utf8')).packages : undefined;
}

function install() {
  say('installing the dependencies: npm ci');
  // Under NODE_ENV=production npm would leave out the compiler that the build needs.
  const { status } = spawnSync('npm', ['ci', '--include=dev', '--no-progress', '--loglevel=error'], {
    cwd: ROOT,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (status !== 0)
    fail('npm ci failed. Check that `npm ping` reaches your registry, then run `npm ci` again.');
}

/** npm scripts run on node_modules/.bin/node, wherever it was started from; it is that one which must be new enough. */
function requireNode() {
  const { stdout } = spawnSync('node', ['--version'], {
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  const [major, minor] = (stdout ?? '').trim().slice(1).split('.').map(Number);
  if (major > NEEDED_NODE[0] || (major === NEEDED_NODE[0] && minor >= NEEDED_NODE[1])) return;
  fail(
    `Node ${NEEDED_NODE.join('.')} or newer is needed, and npm scripts run on ${(stdout ?? '').trim() || 'none'} here. ` +
      'The `node` package brings its own copy unless install scripts are switched off: run ' +
      '`npm ci --ignore-scripts=false`, or install Node 24 (https://nodejs.org).',
  );
}

function distIsCurrent() {
  const built = Object.values(APPS).every((main) => existsSync(join(ROOT, main))) && existsSync(BUILD_STAMP);
  return built && readFileSync(BUILD_STAMP, 'utf8') === fingerprintSources();
}

function build() {
  say('building the API, the worker and the command line');
  const { status } = spawnSync('node', [join(ROOT, 'scripts/build.mjs')], {
    cwd: ROOT,
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) fail('The build failed: its messages are above.');
}

/** To stderr: what the command itself prints on stdout may be read by a program. */
function say(what) {
  process.stderr.write(`infra-mind: ${what}\n`);
}

function fail(why) {
  say(why);
  process.exit(1);
}
