import { writeSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import type { LoopWatch } from './loop-watchdog';
import { StillnessMeter } from './stillness-meter';

// A thread of its own: it turns while the event loop that it watches does not.
const { beats, limitMs, lookEveryMs } = workerData as LoopWatch;
const counter = new Int32Array(beats);
const meter = new StillnessMeter(lookEveryMs);

setInterval(() => {
  if (meter.look(Atomics.load(counter, 0), performance.now()) < limitMs) return;
  const message =
    `The event loop has not turned for ${limitMs} ms (WORKER_WATCHDOG_MS): this worker ends itself, ` +
    'for whoever runs it to start it again. Its runs go on in another one.';
  // Standard error of a thread goes through the loop that stands still; the descriptor does not.
  writeSync(
    2,
    `${JSON.stringify({ level: 'fatal', time: new Date().toISOString(), service: 'worker', msg: message })}\n`,
  );
  process.kill(process.pid, 'SIGKILL');
}, lookEveryMs);
