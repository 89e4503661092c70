import { AppError } from '@app/kernel';
import type { ProcessLog } from './process-log';
import { PROCESS_TITLES, type ProcessName } from './process-spec';
import { storePlace } from './store-address';

/** Everything that can keep the one-machine stack from running, each with what to do about it. */

export function productionNeedsStores(missing: readonly string[]): AppError {
  return new AppError({
    kind: 'precondition-required',
    code: 'stack.production-needs-stores',
    message:
      `NODE_ENV is production and ${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} not set. ` +
      'The database and Redis that this command brings are for one machine: no replica, no backup, no access control. ' +
      `Set ${missing.join(' and ')} to servers you operate, or leave NODE_ENV unset to try the product here.`,
  });
}

export function storeAway(name: 'REDIS_URL' | 'MONGODB_URL', url: string): AppError {
  // The address may hold a password: only where it leads is said.
  const place = storePlace(url);
  const where = place === null ? '' : ` at ${place.host}:${place.port}`;
  return new AppError({
    kind: 'unavailable',
    code: 'stack.store-away',
    message: `Nothing accepts connections${where}, where ${name} points. Start that server, correct ${name}, or unset it to use a private one.`,
  });
}

export function invalidSetting(name: string, expected: string): AppError {
  return new AppError({
    kind: 'invalid',
    code: 'stack.invalid-setting',
    message: `${name} is set but not valid: expected ${expected}. Correct it, in the environment or in .env, or unset it for the default.`,
  });
}

export function notBuilt(missing: readonly string[]): AppError {
  return new AppError({
    kind: 'precondition-failed',
    code: 'stack.not-built',
    message: `The build is missing or incomplete (no ${missing.join(', no ')}). Run \`npm run build\`.`,
  });
}

export function alreadyRunning(dataDir: string, pid: number, apiUrl: string | null): AppError {
  const where = apiUrl === null ? 'It is still starting' : `It serves ${apiUrl}`;
  return new AppError({
    kind: 'conflict',
    code: 'stack.already-running',
    message:
      `Process ${pid} already runs on the data in ${dataDir}. ${where}: use that one, stop it first ` +
      `(Ctrl-C in its terminal, or \`kill ${pid}\`), or set DATA_DIR, API_PORT and WORKER_PORT for a second one.`,
  });
}

export function leftoversRemain(
  left: ReadonlyArray<{ readonly pid: number; readonly name: string }>,
): AppError {
  const pids = left.map(({ pid }) => pid).join(' ');
  return new AppError({
    kind: 'conflict',
    code: 'stack.leftovers-remain',
    message:
      `An earlier start left ${left.map(({ name, pid }) => `${name} (process ${pid})`).join(', ')} running on this data, ` +
      `and it cannot be ended from here. End it as the user it runs for, or as root (\`kill -9 ${pids}\`), then start again.`,
  });
}

export function noLoopback(): AppError {
  return new AppError({
    kind: 'unavailable',
    code: 'stack.no-loopback',
    message:
      'No program can listen on 127.0.0.1 here, which the processes of the stack reach each other at. Bring the loopback ' +
      'interface up (`ip link set lo up`), or allow listening there where a sandbox forbids it.',
  });
}

export function portTaken(variable: 'API_PORT' | 'WORKER_PORT', host: string, port: number): AppError {
  return new AppError({
    kind: 'conflict',
    code: 'stack.port-taken',
    message:
      `Port ${port} on ${host} is taken by another program. Stop that program ` +
      `(\`lsof -i :${port}\` or \`ss -ltnp\` names it), or choose another port: ${variable}=${port + 10} npm start`,
  });
}

export function portNotAllowed(variable: 'API_PORT' | 'WORKER_PORT', port: number): AppError {
  return new AppError({
    kind: 'forbidden',
    code: 'stack.port-not-allowed',
    message: `This user may not listen on port ${port}. Choose one above 1023: ${variable}=3000 npm start`,
  });
}

export function hostNotHere(host: string): AppError {
  return new AppError({
    kind: 'invalid',
    code: 'stack.host-not-here',
    message: `API_HOST is ${host}, which is no address of this machine. Leave it unset for 127.0.0.1.`,
  });
}

export function noSpace(dataDir: string, freeMb: number, neededMb: number): AppError {
  return new AppError({
    kind: 'precondition-failed',
    code: 'stack.no-space',
    message:
      `${dataDir} has ${freeMb} MB free; at least ${neededMb} MB are needed so that no write is cut short. ` +
      'Free some space, or set DATA_DIR to a directory on a larger disk.',
  });
}

export function dataUnusable(path: string, cause: unknown): AppError {
  const reason = (cause as NodeJS.ErrnoException).code ?? String(cause);
  const isForbidden = reason === 'EACCES' || reason === 'EPERM';
  return new AppError({
    kind: 'precondition-failed',
    code: 'stack.data-unusable',
    message: isForbidden
      ? `${path} cannot be read and written by this user (${reason}). ` +
        'Give it back to this user (`chown -R "$(id -un)" <directory>`), or set DATA_DIR to another directory.'
      : `${path} cannot be made or written (${reason}). Set DATA_DIR to another directory.`,
    cause,
  });
}

export function dataIsNoDirectory(path: string): AppError {
  return new AppError({
    kind: 'precondition-failed',
    code: 'stack.data-unusable',
    message: `${path} is a file, and the data needs a directory. Set DATA_DIR to one, or to where one may be made.`,
  });
}

export function childDied(
  name: ProcessName,
  how: string,
  lastLines: readonly string[],
  logFile: string,
): AppError {
  const lines =
    lastLines.length === 0 ? '  (it printed nothing)' : lastLines.map((line) => `  ${line}`).join('\n');
  return new AppError({
    kind: 'unavailable',
    code: 'stack.child-died',
    message: `The ${PROCESS_TITLES[name]} process did not start: it ${how}. Its last words:\n${lines}\nAll of them: ${logFile}`,
  });
}

export function notReadyInTime(
  name: ProcessName,
  seconds: number,
  reason: string,
  log: ProcessLog,
): AppError {
  return new AppError({
    kind: 'timeout',
    code: 'stack.not-ready-in-time',
    message: `The ${PROCESS_TITLES[name]} process was not ready within ${seconds} s (${reason}).${lastWord(log)}\nAll it printed: ${log.file}`,
  });
}

function lastWord({ tail }: ProcessLog): string {
  const last = tail.at(-1);
  return last === undefined ? ' It printed nothing.' : ` The last it printed:\n  ${last}`;
}

export function keepsDying(name: ProcessName, times: number, logFile: string): AppError {
  return new AppError({
    kind: 'unavailable',
    code: 'stack.keeps-dying',
    message: `The ${PROCESS_TITLES[name]} process died ${times} times and is not started again. See ${logFile}.`,
  });
}

export function startAborted(): AppError {
  return new AppError({
    kind: 'unavailable',
    code: 'stack.start-aborted',
    message: 'Stopped before everything was ready.',
  });
}
