import type { Writable } from 'node:stream';
import { Paint } from './paint';
import { visibleJson, visibleText } from './visible-text';

/** A stream that may be a terminal. */
export interface Screen extends Writable {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
}

/** A board of eleven agents needs this much; on less it would scroll away under its own redrawing. */
const LEAST_COLUMNS = 50;
const LEAST_ROWS = 15;

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
    // Whoever read the output may have seen enough (`| head`); what was started must still be stopped in order.
    for (const screen of [results, progress]) screen.on('error', () => undefined);
    // https://no-color.org: any value but the empty one. A dumb terminal knows no control codes at all.
    const plain = Boolean(environment.NO_COLOR) || environment.TERM === 'dumb';
    const { columns = 80, rows = 24 } = progress;
    this.live = progress.isTTY === true && !plain && columns >= LEAST_COLUMNS && rows >= LEAST_ROWS;
    this.paint = new Paint(progress.isTTY === true && !plain);
    this.resultPaint = new Paint(results.isTTY === true && !plain);
  }

  get columns(): number {
    return this.progress.columns ?? 80;
  }

  /** How wide a line of the result may be: what goes to a file is not cut. */
  get resultColumns(): number {
    return this.results.isTTY === true ? (this.results.columns ?? 80) : Number.POSITIVE_INFINITY;
  }

  /** A line of the result. Here and below nothing but our own colours reaches a terminal as a control code. */
  print(line = ''): void {
    this.results.write(`${visibleText(line, this.resultPaint.codes)}\n`);
  }

  /** The result for a machine: one JSON value. */
  printJson(value: unknown): void {
    this.results.write(`${visibleJson(value)}\n`);
  }

  /** A line about what happens. */
  say(line = ''): void {
    this.progress.write(`${visibleText(line, this.paint.codes)}\n`);
  }

  /** For a live display: raw control codes for the progress stream, and then lines. */
  draw(codes: string, lines: readonly string[] = []): void {
    const text = lines.map((line) => `${visibleText(line, this.paint.codes)}\n`).join('');
    this.progress.write(`${codes}${text}`);
  }
}
