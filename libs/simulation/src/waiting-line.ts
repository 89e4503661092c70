/** Requests that wait for a place, first come first served; those started again go to the front. */
export class WaitingLine {
  private readonly line: Int32Array;
  private head = 0;
  private tail = 0;
  private readonly front: number[] = [];

  constructor(requests: number) {
    this.line = new Int32Array(requests);
  }

  get length(): number {
    return this.front.length + this.tail - this.head;
  }

  /** The next in line; -1 when nobody waits. */
  get first(): number {
    if (this.front.length > 0) return this.front[this.front.length - 1] as number;
    return this.head === this.tail ? -1 : (this.line[this.head] as number);
  }

  /** The one that came first of those who never had a place; -1 when there is none. */
  get firstUnserved(): number {
    return this.head === this.tail ? -1 : (this.line[this.head] as number);
  }

  push(request: number): void {
    this.line[this.tail] = request;
    this.tail += 1;
  }

  /** Puts requests, in the order of their arrival, before all others. */
  pushFront(requests: readonly number[]): void {
    for (let index = requests.length - 1; index >= 0; index -= 1) this.front.push(requests[index] as number);
  }

  shift(): void {
    if (this.front.length > 0) this.front.pop();
    else this.head += 1;
  }

  shiftUnserved(): void {
    this.head += 1;
  }
}
