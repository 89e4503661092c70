import type { CountedTime } from './counted-time';
import type { ServiceTimes } from './fleet-spec';
import type { RequestBook } from './request-book';

/** Step clocks are sums of many small numbers: what is this close to a whole is there. */
const CLOSE = 1e-7;

/** What a replica does between two looks at it. */
const LEAP = { idle: 0, decode: 1, mixed: 2, prompt: 3 } as const;

/** What hears of the requests that a replica finishes. */
export type OnCompleted = (request: number, now: number) => void;

/**
 * The computing of all replicas: continuous batching in leaps. While its batch stays the same, a replica's steps all
 * take equally long, so it leaps over them to the next step that changes something: an answer is complete, a prompt is
 * computed, a request comes in. Time is spent for each such change, and not for each token.
 */
export class ReplicaBank {
  readonly places: number;
  private readonly running: Int32Array;
  private readonly cacheUsed: Float64Array;
  /** Steps done since the start; an answer of n tokens is complete n steps after it joined. */
  private readonly clock: Float64Array;
  private readonly leap: Uint8Array;
  private readonly leapFrom: Float64Array;
  private readonly stepTime: Float64Array;
  private readonly prompt: Int32Array;
  private readonly chunksLeft: Float64Array;
  private readonly chunkTime: Float64Array;
  private readonly waiting: number[][];
  /** For each replica a heap of its sequences by the step at which they end. */
  private readonly endStep: Float64Array;
  private readonly endRequest: Int32Array;
  private readonly touched: Float64Array;
  placeSeconds = 0;
  computeSeconds = 0;

  constructor(
    most: number,
    private readonly service: ServiceTimes,
    private readonly cachedShare: number,
    private readonly book: RequestBook,
    private readonly counted: CountedTime,
  ) {
    this.places = service.stepSeconds.length;
    this.running = new Int32Array(most);
    this.cacheUsed = new Float64Array(most);
    this.clock = new Float64Array(most);
    this.leap = new Uint8Array(most);
    this.leapFrom = new Float64Array(most);
    this.stepTime = new Float64Array(most);
    this.prompt = new Int32Array(most).fill(-1);
    this.chunksLeft = new Float64Array(most);
    this.chunkTime = new Float64Array(most);
    this.waiting = Array.from({ length: most }, () => []);
    this.endStep = new Float64Array(most * this.places);
    this.endRequest = new Int32Array(most * this.places);
    this.touched = new Float64Array(most);
  }

  /** Requests that hold a place. */
  load(replica: number): number {
    const prompt = this.prompt[replica] === -1 ? 0 : 1;
    return (this.running[replica] as number) + prompt + (this.waiting[replica] as number[]).length;
  }

  /** Whether a request finds a place and room in the cache. */
  takes(replica: number, request: number): boolean {
    if (this.load(replica) >= this.places) return false;
    const { cacheTokens } = this.service;
    return (
      cacheTokens === null || (this.cacheUsed[replica] as number) + this.tokensOf(request) <= cacheTokens
    );
  }

  /** Whether any replica could hold a request, were it alone. */
  canHold(request: number): boolean {
    const { cacheTokens } = this.service;
    const whole = (this.book.input[request] as number) + (this.book.output[request] as number);
    return cacheTokens === null || whole <= cacheTokens;
  }

  /** Gives a request its place. Returns when the replica has to be looked at; null when it is already known. */
  take(replica: number, request: number, now: number): number | null {
    this.account(replica, now);
    this.cacheUsed[replica] = (this.cacheUsed[replica] as number) + this.tokensOf(request);
    (this.waiting[replica] as number[]).push(request);
    switch (this.leap[replica]) {
      case LEAP.idle:
        return this.setOff(replica, now);
      case LEAP.decode: {
        // It joins at the end of the step that is under way.
        const step = this.stepTime[replica] as number;
        const steps = Math.ceil((now - (this.leapFrom[replica] as number)) / step - CLOSE);
        return (this.leapFrom[replica] as number) + steps * step;
      }
      default:
        return null;
    }
  }

  /** Does what is due at `now`, and sets off again. Returns when it has to be looked at next; infinity when idle. */
  look(replica: number, now: number, onCompleted: OnCompleted): number {
    this.account(replica, now);
    this.advance(replica, now);
    this.complete(replica, now, onCompleted);
    return this.setOff(replica, now);
  }

  /** Takes everything off a replica. Returns its requests in the order of their arrival. */
  empty(replica: number, now: number): number[] {
    this.account(replica, now);
    const at = replica * this.places;
    const running = [...this.endRequest.subarray(at, at + (this.running[replica] as number))];
    const prompt = this.prompt[replica] as number;
    const all = [...running, ...(prompt === -1 ? [] : [prompt]), ...(this.waiting[replica] as number[])];
    this.running[replica] = 0;
    this.prompt[replica] = -1;
    this.waiting[replica] = [];
    this.cacheUsed[replica] = 0;
    this.leap[replica] = LEAP.idle;
    return all.sort((a, b) => a - b);
  }

  /** Adds up the use of a replica until `now`. */
  account(replica: number, now: number): void {
    const since = this.counted.within(this.touched[replica] as number, now);
    this.touched[replica] = now;
    if (since === 0) return;
    this.placeSeconds += this.load(replica) * since;
    if (this.leap[replica] !== LEAP.idle) this.computeSeconds += since;
  }

  /** What a request keeps in the cache on average while its answer grows: Tin + Tout / 2. */
  private tokensOf(request: number): number {
    return (this.book.input[request] as number) + (this.book.output[request] as number) / 2;
  }

  private stepSeconds(batch: number): number {
    return this.service.stepSeconds[batch - 1] as number;
  }

  private advance(replica: number, now: number): void {
    const leap = this.leap[replica];
    if (leap === LEAP.prompt) {
      this.chunksLeft[replica] = 0;
    } else if (leap !== LEAP.idle) {
      const steps = (now - (this.leapFrom[replica] as number)) / (this.stepTime[replica] as number);
      this.clock[replica] = (this.clock[replica] as number) + steps;
      if (leap === LEAP.mixed) this.chunksLeft[replica] = (this.chunksLeft[replica] as number) - steps;
    }
  }

  private complete(replica: number, now: number, onCompleted: OnCompleted): void {
    const due = (this.clock[replica] as number) + CLOSE;
    const top = replica * this.places;
    while ((this.running[replica] as number) > 0 && (this.endStep[top] as number) <= due) {
      const request = this.endRequest[top] as number;
      this.dropFirst(replica);
      this.release(replica, request, now, onCompleted);
    }
    const prompt = this.prompt[replica] as number;
    if (prompt === -1 || (this.chunksLeft[replica] as number) > CLOSE) return;
    this.prompt[replica] = -1;
    this.book.firstToken[prompt] = now;
    const left = (this.book.output[prompt] as number) - 1;
    if (left <= CLOSE) this.release(replica, prompt, now, onCompleted);
    else this.join(replica, prompt, left);
  }

  private release(replica: number, request: number, now: number, onCompleted: OnCompleted): void {
    this.cacheUsed[replica] = (this.cacheUsed[replica] as number) - this.tokensOf(request);
    onCompleted(request, now);
  }

  /** Begins the next leap, of the steps until something changes. Returns its end. */
  private setOff(replica: number, now: number): number {
    this.beginPrompt(replica, now);
    this.leapFrom[replica] = now;
    const running = this.running[replica] as number;
    const answer = running === 0 ? Infinity : this.stepsToAnswer(replica);
    if (this.prompt[replica] !== -1) {
      const chunk = this.chunkTime[replica] as number;
      if (this.service.chunkTokens === null) {
        this.leap[replica] = LEAP.prompt;
        return now + chunk;
      }
      const steps = Math.min(this.chunksLeft[replica] as number, answer);
      return this.leapOf(replica, LEAP.mixed, chunk + this.stepSeconds(running + 1), steps);
    }
    if (running === 0) {
      this.leap[replica] = LEAP.idle;
      return Infinity;
    }
    return this.leapOf(replica, LEAP.decode, this.stepSeconds(running), answer);
  }

  private leapOf(replica: number, leap: number, stepSeconds: number, steps: number): number {
    this.leap[replica] = leap;
    this.stepTime[replica] = stepSeconds;
    return (this.leapFrom[replica] as number) + steps * stepSeconds;
  }

  private stepsToAnswer(replica: number): number {
    const left = (this.endStep[replica * this.places] as number) - (this.clock[replica] as number);
    return Math.max(left, 0);
  }

  /** Takes the next prompt up, if none is being computed; requests without one join at once. */
  private beginPrompt(replica: number, now: number): void {
    const waiting = this.waiting[replica] as number[];
    while (this.prompt[replica] === -1 && waiting.length > 0) {
      const request = waiting.shift() as number;
      const tokens = (this.book.input[request] as number) * (1 - this.cachedShare);
      if (tokens > 0) {
        const { perPrompt, perToken, perSquaredToken } = this.service.prefill;
        // The squares of a prefix that is cached are saved, those of the rest against it are not.
        const squares = (this.book.input[request] as number) ** 2 * (1 - this.cachedShare ** 2);
        const chunks = Math.max(1, Math.ceil(tokens / (this.service.chunkTokens ?? tokens)));
        this.chunksLeft[replica] = chunks;
        this.chunkTime[replica] = (perPrompt + perToken * tokens + perSquaredToken * squares) / chunks;
        this.prompt[replica] = request;
      } else {
        this.join(replica, request, this.book.output[request] as number);
        this.book.firstToken[request] = now + this.stepSeconds(this.running[replica] as number);
      }
    }
  }

  private join(replica: number, request: number, steps: number): void {
    const top = replica * this.places;
    let at = this.running[replica] as number;
    this.running[replica] = at + 1;
    const ends = (this.clock[replica] as number) + steps;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if ((this.endStep[top + parent] as number) <= ends) break;
      this.endStep[top + at] = this.endStep[top + parent] as number;
      this.endRequest[top + at] = this.endRequest[top + parent] as number;
      at = parent;
    }
    this.endStep[top + at] = ends;
    this.endRequest[top + at] = request;
  }

  private dropFirst(replica: number): void {
    const top = replica * this.places;
    const last = (this.running[replica] as number) - 1;
    this.running[replica] = last;
    const ends = this.endStep[top + last] as number;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= last) break;
      if (
        child + 1 < last &&
        (this.endStep[top + child + 1] as number) < (this.endStep[top + child] as number)
      )
        child += 1;
      if (ends <= (this.endStep[top + child] as number)) break;
      this.endStep[top + at] = this.endStep[top + child] as number;
      this.endRequest[top + at] = this.endRequest[top + child] as number;
      at = child;
    }
    this.endRequest[top + at] = this.endRequest[top + last] as number;
    this.endStep[top + at] = ends;
  }
}
