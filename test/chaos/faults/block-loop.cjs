// Preloaded into a process under test: on SIGUSR2 its event loop stands still for BLOCK_LOOP_MS.
'use strict';
const { isMainThread } = require('node:worker_threads');

if (isMainThread) {
  process.on('SIGUSR2', () => {
    const until = process.hrtime.bigint() + BigInt(process.env.BLOCK_LOOP_MS ?? '15000') * 1_000_000n;
    while (process.hrtime.bigint() < until);
  });
}
