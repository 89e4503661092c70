import type { Paint } from '../terminal/paint';
import { visibleLine } from '../terminal/visible-text';
import { wrap } from '../terminal/wording';

/** Of each list; all of it is in the JSON. */
const TOP = 10;

/** Lines under titles, each as wide as the terminal. */
export class ListedLines {
  readonly all: string[] = [];

  constructor(
    private readonly paint: Paint,
    private readonly columns: number,
  ) {}

  add(...lines: readonly string[]): void {
    for (const line of lines) this.all.push(...this.wrapped(line, ''));
  }

  /** A titled list, cut after its first entries; nothing where it is empty. `total`: of which these are the first. */
  part<T>(
    title: string,
    entries: readonly T[],
    linesOf: (one: T) => readonly string[],
    total = entries.length,
  ): void {
    if (entries.length === 0) return;
    this.all.push('', this.paint.cyan(title));
    const shown = entries.slice(0, TOP);
    for (const entry of shown) for (const line of linesOf(entry)) this.all.push(...this.wrapped(line, '  '));
    if (total > shown.length) this.all.push(this.paint.dim(`  and ${total - shown.length} more`));
  }

  private wrapped(line: string, indent: string): string[] {
    const own = /^ */.exec(line)?.[0] ?? '';
    const margin = `${indent}${own}`;
    const [first = '', ...rest] = wrap(visibleLine(line.slice(own.length)), this.columns - margin.length - 2);
    return [`${margin}${first}`, ...rest.map((more) => `${margin}  ${more}`)];
  }
}
