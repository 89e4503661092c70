import type { Terminal } from '../terminal/terminal';
import { drawBoard } from './board';
import type { ProgressDisplay } from './progress-display';
import type { RunPicture } from './run-picture';

const REDRAW_MS = 120;
const HIDE_CURSOR = '\u001b[?25l';
const SHOW_CURSOR = '\u001b[?25h';
const CLEAR_TO_END = '\u001b[0J';

/** The board of a run, redrawn in place on a terminal. */
export class LiveDisplay implements ProgressDisplay {
  private picture: RunPicture | undefined;
  private drawn = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly terminal: Terminal,
    private readonly now: () => number,
  ) {}

  show(picture: RunPicture): void {
    this.picture = picture;
    if (this.timer !== undefined) return;
    this.terminal.draw(HIDE_CURSOR);
    this.redraw();
    this.timer = setInterval(() => this.redraw(), REDRAW_MS);
    this.timer.unref();
  }

  close(): void {
    if (this.timer === undefined) return;
    clearInterval(this.timer);
    this.timer = undefined;
    this.redraw();
    this.terminal.draw(SHOW_CURSOR);
  }

  private redraw(): void {
    if (this.picture === undefined) return;
    const lines = drawBoard(this.picture, this.terminal.paint, this.terminal.columns, this.now());
    const back = this.drawn === 0 ? '' : `\u001b[${this.drawn}A`;
    this.terminal.draw(`\r${back}${CLEAR_TO_END}`, lines);
    this.drawn = lines.length;
  }
}
