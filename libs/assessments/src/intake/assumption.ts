import type { FigureText, Source } from '@app/kernel';

/** An answer that was not given, what was taken in its place, within which range, and on whose word. */
export interface Assumption {
  /** Also the id of the figure that carries a numeric assumption: `assumption.w1.peakFactor`. */
  readonly id: string;
  /** The answer that would replace it. */
  readonly pointer: string;
  readonly label: string;
  /** What was taken, as a text that cites the figure where it is a number. */
  readonly value: FigureText;
  readonly why: string;
  readonly sources: readonly Source[];
}

/** A question whose answer would sharpen the result, and what hangs on it. */
export interface OpenQuestion {
  readonly id: string;
  readonly pointer: string;
  readonly question: string;
  readonly why: FigureText;
  readonly priority: 'must' | 'should' | 'could';
}
