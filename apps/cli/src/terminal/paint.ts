const ESCAPE = '\u001b[';
const STYLES = {
  bold: ['1', '22'],
  dim: ['2', '22'],
  green: ['32', '39'],
  yellow: ['33', '39'],
  red: ['31', '39'],
  cyan: ['36', '39'],
} as const;

/** Every code that a paint adds to a text. */
const CODES: readonly string[] = Object.values(STYLES).flatMap((pair) =>
  pair.map((code) => `${ESCAPE}${code}m`),
);

/** Colours, or the bare text where there is no place for them. */
export class Paint {
  constructor(private readonly enabled: boolean) {}

  bold(text: string): string {
    return this.wrap(text, STYLES.bold);
  }

  dim(text: string): string {
    return this.wrap(text, STYLES.dim);
  }

  green(text: string): string {
    return this.wrap(text, STYLES.green);
  }

  yellow(text: string): string {
    return this.wrap(text, STYLES.yellow);
  }

  red(text: string): string {
    return this.wrap(text, STYLES.red);
  }

  cyan(text: string): string {
    return this.wrap(text, STYLES.cyan);
  }

  /** The codes that may be in what this paints: none where there is no place for colours. */
  get codes(): readonly string[] {
    return this.enabled ? CODES : [];
  }

  private wrap(text: string, [on, off]: readonly [string, string]): string {
    return this.enabled ? `${ESCAPE}${on}m${text}${ESCAPE}${off}m` : text;
  }
}
