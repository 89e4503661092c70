/**
 * Preloaded (`node --require`) into every Node process of the stack. Its standard input is a pipe from the launcher;
 * when that closes the launcher is gone, perhaps by kill -9, and nobody is left who would stop this process.
 */
import { isMainThread } from 'node:worker_threads';

const TIME_TO_STOP_MS = 10_000;
const launcher = process.ppid;
/** Its pipes close a moment before this process gets another parent. */
let isAlone = false;

function launcherIsGone(): void {
  isAlone = true;
  process.kill(process.pid, 'SIGTERM');
  setTimeout(() => process.exit(1), TIME_TO_STOP_MS).unref();
}

// Worker threads inherit the preload, and their standard input ends at once.
if (isMainThread) {
  process.stdin.once('end', launcherIsGone).once('error', launcherIsGone).resume();
  // What it must not do is keep a finished process alive. A pipe is a socket here and can be let go.
  if ('unref' in process.stdin) process.stdin.unref();
  // Registered before the logger's own: with two lines left and nobody at the other end of the pipe, that one tries for
  // ever to write them, and the process neither ends nor listens to signals.
  process.once('exit', () => {
    if (isAlone || process.ppid !== launcher) process.kill(process.pid, 'SIGKILL');
  });
}
