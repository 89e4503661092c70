import { quantileOf } from './duration-summary';
import { EVENT, type FleetControl } from './fleet-control';
import type { TimeSlice } from './fleet-result';
import { REPLICA } from './replica-states';
import { ENDED, type RequestBook } from './request-book';

/** Slices into which the simulated time is cut for people to look at. */
const SLICES = 60;

/** Notes at the end of each slice how the fleet stands, and afterwards what became of those who arrived in it. */
export class SliceRecorder {
  private readonly ready = new Int32Array(SLICES);
  private readonly waiting = new Int32Array(SLICES);

  constructor(private readonly run: FleetControl) {}

  begin(): void {
    for (let slice = 0; slice < SLICES; slice += 1) {
      this.run.schedule(EVENT.slice, slice, ((slice + 1) * this.run.spec.horizonSeconds) / SLICES);
    }
  }

  take(slice: number): void {
    this.ready[slice] = this.run.states.count(REPLICA.ready);
    this.waiting[slice] = this.run.line.length;
  }

  slices({ arrival, ending, firstToken, count }: RequestBook): TimeSlice[] {
    const width = this.run.spec.horizonSeconds / SLICES;
    const found: TimeSlice[] = [];
    let from = 0;
    for (let slice = 0; slice < SLICES; slice += 1) {
      let to = from;
      while (to < count && (arrival[to] as number) < (slice + 1) * width) to += 1;
      const waits: number[] = [];
      for (let request = from; request < to; request += 1) {
        if (ending[request] === ENDED.completed)
          waits.push((firstToken[request] as number) - (arrival[request] as number));
      }
      found.push({
        fromSeconds: slice * width,
        arrived: to - from,
        failed: to - from - waits.length,
        firstTokenP95: waits.length === 0 ? null : quantileOf(Float64Array.from(waits).sort(), 0.95),
        ready: this.ready[slice] as number,
        waiting: this.waiting[slice] as number,
      });
      from = to;
    }
    return found;
  }
}
