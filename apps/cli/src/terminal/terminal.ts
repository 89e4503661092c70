import type { Writable } from 'node:stream';
import { Paint } from './paint';

/** A stream that may be a terminal. */
export interface Screen extends Writable {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** The two streams of a command line: results on the one, everything about the way there on the other. */
export class Terminal {
  /** Colours for the progress stream. */
  readonly paint: Paint;
  /** Colours for the result stream. */
  readonly resultPaint: Paint;
  /** Whether lines may be redrawn in place on the progress stream. */
  readonly live: boolean;

  constructor(
    private readonly results: Screen,
    private readonly progress: Screen,
    environment: Readonly<Record<string, string | undefined>>,
  ) {
    // https://no-color.org: any value but the empty one. A dumb terminal knows no control codes at all.
    const plain = Boolean(environment.NO_COLOR) || environment.TERM === 'dumb';
    this.live = progress.isTTY === true && !plain;
    this.paint = new Paint(this.live);
    this.resultPaint = new Paint(results.isTTY === true && !plain);
  }

  get columns(): number {
    return this.progress.columns ?? 80;
  }

  /** A line of the result. */
  print(line = ''): void {
    this.results.write(`${line}\n`);
  }

  /** A line about what happens. */
  say(line = ''): void {
    this.progress.write(`${line}\n`);
  }

  /** Raw text for the progress stream: what a live display draws. */
  draw(text: string): void {
    this.progress.write(text);
  }
}
