import { AppError, threadProgram } from '@app/kernel';

/** A program for the specs of the pool: each way in which a computation can go. */
export const answer = threadProgram({
  double: (value: number) => value * 2,
  /** Computes until somebody ends it. */
  forever: () => {
    for (;;) Math.sqrt(2);
  },
  refuse: () => {
    throw new AppError({
      kind: 'unprocessable',
      code: 'arithmetic.refused',
      message: 'expected a number that can be halved',
      problems: [{ pointer: '/value', detail: 'odd' }],
    });
  },
  fail: () => {
    throw new TypeError('no such number');
  },
  hoard: () => {
    const kept: string[][] = [];
    for (;;) kept.push(Array.from({ length: 1_000 }, (_, index) => `${kept.length}-${index}`));
  },
  leave: () => process.exit(3),
});
