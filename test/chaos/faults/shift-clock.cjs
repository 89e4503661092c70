// Preloaded into a process under test: on each SIGWINCH its clock jumps to the next offset of CLOCK_SHIFTS_MS
// (milliseconds, separated by commas), from the real time on. Timers go on as they were, as they do when a clock is set.
'use strict';
const shifts = (process.env.CLOCK_SHIFTS_MS ?? '3600000').split(',').map(Number);
const RealDate = Date;
let shift = 0;
let turn = 0;

globalThis.Date = new Proxy(RealDate, {
  construct(target, args, newTarget) {
    return Reflect.construct(target, args.length === 0 ? [RealDate.now() + shift] : args, newTarget);
  },
  apply() {
    return new RealDate(RealDate.now() + shift).toString();
  },
  get(target, name, receiver) {
    if (name === 'now') return () => RealDate.now() + shift;
    return Reflect.get(target, name, receiver);
  },
});

process.on('SIGWINCH', () => {
  shift = shifts[turn++ % shifts.length] ?? 0;
});
