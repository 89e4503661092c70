import type { FleetSpec } from './fleet-spec';
import { arrivalTimes } from './arrivals';
import { tokenLengths } from './token-lengths';

/** What became of a request. */
export const ENDED = { open: 0, completed: 1, rejected: 2, timedOut: 3, tooLong: 4, lost: 5 } as const;
export type Ending = keyof typeof ENDED;

/** All requests of a simulation, in the order of arrival, in typed arrays. Times in seconds. */
export class RequestBook {
  readonly arrival: Float64Array;
  readonly input: Float64Array;
  readonly output: Float64Array;
  /** When a place on a replica was found; the last time, of a request that was started again. */
  readonly placed: Float64Array;
  readonly firstToken: Float64Array;
  readonly completed: Float64Array;
  readonly ending: Uint8Array;
  restarted = 0;

  constructor(spec: FleetSpec) {
    this.arrival = arrivalTimes(spec.arrivals, spec.horizonSeconds, spec.seed);
    const count = this.arrival.length;
    this.input = tokenLengths(spec.inputTokens, count, spec.seed, 2);
    this.output = tokenLengths(spec.outputTokens, count, spec.seed, 3);
    this.placed = new Float64Array(count);
    this.firstToken = new Float64Array(count);
    this.completed = new Float64Array(count);
    this.ending = new Uint8Array(count);
  }

  get count(): number {
    return this.arrival.length;
  }

  end(request: number, ending: Ending): void {
    this.ending[request] = ENDED[ending];
  }
}
