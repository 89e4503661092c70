// npm run test:conformance -- [--url mongodb://host:port/] [jest options]
// Runs the suites of this folder: on what the repository ships, and on the MongoDB that --url names as well.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const args = process.argv.slice(2);
const at = args.indexOf('--url');
const [, url] = at < 0 ? [] : args.splice(at, 2);
if (at >= 0 && !/^mongodb(\+srv)?:\/\//.test(url ?? '')) {
  console.error('run.mjs: --url needs the address of a server, for example --url mongodb://127.0.0.1:27017/');
  process.exit(2);
}
const jest = fileURLToPath(new URL('../../node_modules/jest/bin/jest.js', import.meta.url));
const flags = ['--disable-warning=ExperimentalWarning', '--experimental-vm-modules'];
const { status } = spawnSync(process.execPath, [...flags, jest, 'test/conformance', ...args], {
  cwd: new URL('../..', import.meta.url),
  stdio: 'inherit',
  env: { ...process.env, ...(url ? { CONFORMANCE_MONGODB_URL: url } : {}) },
});
process.exit(status ?? 1);
