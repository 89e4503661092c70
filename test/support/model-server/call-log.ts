import type { Protocol } from './protocol';

const MOST_CALLS = 100_000;
const MOST_TEXT_OF_A_CALL = 20_000;
const MOST_TEXT = 64_000_000;

/** One call as the server saw it. */
export interface RecordedCall {
  /** Counts from 1. */
  readonly id: number;
  readonly protocol: Protocol['name'];
  readonly path: string;
  readonly model: string;
  readonly streamed: boolean;
  /** When it arrived, in milliseconds since 1970. */
  readonly at: number;
  /** When the last byte left or the connection ended; null while it is being answered. */
  readonly endedAt: number | null;
  /** All texts of its messages, joined by line breaks; the first 20 kB of the newest calls. */
  readonly text: string;
  /** SHA-256 of the whole of it. */
  readonly promptHash: string;
  /** Names of the tools that it offered. */
  readonly tools: readonly string[];
  /** Whose question it is and in which run, where its user message says so. */
  readonly agent: string | null;
  readonly run: string | null;
  /** `ok`, `refused`, or the fault that it got: `hang`, `status-429`. */
  readonly outcome: string;
  /** Whether the client hung up before the answer was complete. */
  readonly aborted: boolean;
  /** The tokens that a complete answer said it had used; null where none did. */
  readonly usage: { readonly inputTokens: number; readonly outputTokens: number } | null;
  /** The headers that are known to hold no secret. */
  readonly headers: Readonly<Record<string, string>>;
}

type Writable = { -readonly [K in keyof RecordedCall]: RecordedCall[K] };

/** What all calls came to, also those that are no longer kept one by one. */
export interface CallCounts {
  readonly total: number;
  readonly open: number;
  readonly mostOpen: number;
  readonly aborted: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly byOutcome: Readonly<Record<string, number>>;
  readonly byAgent: Readonly<Record<string, number>>;
}

/** The newest calls one by one, and the counts of all. */
export class CallLog {
  private readonly kept: Writable[] = [];
  private textSize = 0;
  /** Where in `kept` the texts begin that are still there. */
  private firstText = 0;
  private total = 0;
  private open = 0;
  private mostOpen = 0;
  private aborted = 0;
  private inputTokens = 0;
  private outputTokens = 0;
  private readonly byOutcome = new Map<string, number>();
  private readonly byAgent = new Map<string, number>();

  get calls(): readonly RecordedCall[] {
    return this.kept;
  }

  get counts(): CallCounts {
    return {
      total: this.total,
      open: this.open,
      mostOpen: this.mostOpen,
      aborted: this.aborted,
      inputTokens: this.inputTokens,
      outputTokens: this.outputTokens,
      byOutcome: Object.fromEntries(this.byOutcome),
      byAgent: Object.fromEntries(this.byAgent),
    };
  }

  /** Notes a call that has arrived. */
  add(call: Omit<RecordedCall, 'id' | 'endedAt' | 'aborted' | 'usage'>): RecordedCall {
    this.total += 1;
    this.open += 1;
    this.mostOpen = Math.max(this.mostOpen, this.open);
    count(this.byOutcome, call.outcome);
    if (call.agent !== null) count(this.byAgent, call.agent);
    const text = call.text.slice(0, MOST_TEXT_OF_A_CALL);
    const record = { ...call, id: this.total, text, endedAt: null, aborted: false, usage: null };
    this.kept.push(record);
    this.textSize += text.length;
    this.forgetTheOldest();
    return record;
  }

  /** Notes how a call ended. */
  end(record: RecordedCall, end: Pick<RecordedCall, 'aborted' | 'usage'>): void {
    Object.assign(record as Writable, end, { endedAt: Date.now() });
    this.open -= 1;
    if (end.aborted) this.aborted += 1;
    this.inputTokens += end.usage?.inputTokens ?? 0;
    this.outputTokens += end.usage?.outputTokens ?? 0;
  }

  private forgetTheOldest(): void {
    for (; this.textSize > MOST_TEXT; this.firstText += 1) {
      const oldest = this.kept[this.firstText]!;
      this.textSize -= oldest.text.length;
      oldest.text = '';
    }
    if (this.kept.length <= MOST_CALLS) return;
    // A tenth at once: taking the first off a long list moves all the others.
    const gone = this.kept.splice(0, MOST_CALLS / 10);
    for (const { text } of gone) this.textSize -= text.length;
    this.firstText = Math.max(0, this.firstText - gone.length);
  }
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
