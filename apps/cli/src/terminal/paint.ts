const ESCAPE = '\u001b[';

/** Colours, or the bare text where there is no place for them. */
export class Paint {
  constructor(private readonly enabled: boolean) {}

  bold(text: string): string {
    return this.wrap(text, '1', '22');
  }

  dim(text: string): string {
    return this.wrap(text, '2', '22');
  }

  green(text: string): string {
    return this.wrap(text, '32', '39');
  }

  yellow(text: string): string {
    return this.wrap(text, '33', '39');
  }

  red(text: string): string {
    return this.wrap(text, '31', '39');
  }

  cyan(text: string): string {
    return this.wrap(text, '36', '39');
  }

  private wrap(text: string, on: string, off: string): string {
    return this.enabled ? `${ESCAPE}${on}m${text}${ESCAPE}${off}m` : text;
  }
}
