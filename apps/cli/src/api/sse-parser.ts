/** One event of a `text/event-stream`. */
export interface SseFrame {
  readonly id: string | null;
  readonly event: string;
  readonly data: string;
}

/**
 * Reads server-sent events as the HTML standard defines them (https://html.spec.whatwg.org/#event-stream-interpretation)
 * from text that arrives in pieces cut anywhere, also between a carriage return and its line feed.
 */
export class SseParser {
  private rest = '';
  private id: string | null = null;
  private event = '';
  private data: string[] = [];
  private started = false;

  /** The events that are complete with this piece. */
  push(piece: string): SseFrame[] {
    let text = this.rest + piece;
    if (!this.started && text !== '') {
      this.started = true;
      if (text.startsWith('\uFEFF')) text = text.slice(1);
    }
    const frames: SseFrame[] = [];
    for (;;) {
      const end = /\r\n|\r|\n/.exec(text);
      // A carriage return at the very end may be half of a line break.
      if (end === null || (end[0] === '\r' && end.index === text.length - 1)) break;
      const frame = this.line(text.slice(0, end.index));
      if (frame !== null) frames.push(frame);
      text = text.slice(end.index + end[0].length);
    }
    this.rest = text;
    return frames;
  }

  private line(line: string): SseFrame | null {
    if (line === '') return this.dispatch();
    const colon = line.indexOf(':');
    // A comment: servers send them to keep the connection open.
    if (colon === 0) return null;
    const field = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'data') this.data.push(value);
    else if (field === 'event') this.event = value;
    else if (field === 'id' && !value.includes('\0')) this.id = value;
    return null;
  }

  private dispatch(): SseFrame | null {
    const frame = { id: this.id, event: this.event || 'message', data: this.data.join('\n') };
    const empty = this.data.length === 0;
    this.event = '';
    this.data = [];
    return empty ? null : frame;
  }
}
