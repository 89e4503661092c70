import { trend } from './statistics';

/** Memory after so many runs. */
export interface MemoryPoint {
  readonly runs: number;
  readonly mb: number;
}

export interface MemoryVerdict {
  /** MB gained for 1,000 runs over the second half. */
  readonly slope: number;
  /** Two standard errors of the slope: what chance alone may make of flat memory. */
  readonly noise: number;
  /** Memory grows when the slope is beyond chance and beyond what is worth a word. */
  readonly growing: boolean;
}

/** Below this gain for 1,000 runs nobody would notice in a month: caches that fill and code that is compiled. */
export const WORTH_A_WORD_MB = 0.5;

/** Judges the second half of a curve, for in the first a process fills its caches. */
export function judgeMemory(curve: readonly MemoryPoint[]): MemoryVerdict {
  const second = curve.slice(Math.floor(curve.length / 2));
  const { slope, error } = trend(second.map(({ runs, mb }) => [runs / 1_000, mb]));
  const noise = 2 * error;
  return { slope, noise, growing: slope > noise && slope > WORTH_A_WORD_MB };
}

const HEIGHT = 8;
const COLUMN = 6;

/** The curve as a drawing: one column a reading, the scale at the left. */
export function plotMemory(title: string, curve: readonly MemoryPoint[]): string[] {
  const values = curve.map(({ mb }) => mb);
  const low = Math.floor(Math.min(...values));
  const high = Math.max(Math.ceil(Math.max(...values)), low + 1);
  const rowOf = (mb: number) => Math.round(((mb - low) / (high - low)) * (HEIGHT - 1));
  const rows = Array.from({ length: HEIGHT }, (_, index) => HEIGHT - 1 - index).map((row) => {
    const scale = row === HEIGHT - 1 ? high : row === 0 ? low : '';
    const dots = values.map((mb) => (rowOf(mb) === row ? '*' : '').padStart(COLUMN)).join('');
    return `${String(scale).padStart(6)} |${dots}`.trimEnd();
  });
  const axis = curve.map(({ runs }) => String(runs).padStart(COLUMN)).join('');
  return [title, ...rows, `    MB +${'-'.repeat(COLUMN * curve.length)}`, `${' '.repeat(8)}${axis} runs`];
}
