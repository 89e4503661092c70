import type { AutoscalerSpec } from './fleet-spec';
import { EVENT, type FleetControl } from './fleet-control';
import { REPLICA } from './replica-states';

/** A load this close to its target changes nothing: the tolerance of the horizontal pod autoscaler. */
const TOLERANCE = 0.1;

/** Starts and ends replicas by load: desired = ceil(load / (places x target)), at most one decision an interval. */
export class FleetScaling {
  /** What was desired at the decisions of the stabilisation window. */
  private readonly desired: number[] = [];

  constructor(
    private readonly run: FleetControl,
    private readonly spec: AutoscalerSpec,
  ) {}

  begin(): void {
    this.run.schedule(EVENT.scale, 0, this.spec.intervalSeconds);
  }

  decide(now: number): void {
    if (!this.run.isOpen(now)) return;
    this.run.schedule(EVENT.scale, 0, now + this.spec.intervalSeconds);
    const { states } = this.run;
    const existing = states.count(REPLICA.ready) + states.count(REPLICA.starting);
    const wanted = this.wanted(existing);
    const kept = Math.max(1, Math.ceil(this.spec.scaleDownSeconds / this.spec.intervalSeconds));
    this.desired.push(wanted);
    if (this.desired.length > kept) this.desired.shift();
    for (let more = existing; more < wanted; more += 1) {
      const replica = states.spare();
      if (replica === -1) break;
      this.run.start(replica, now);
    }
    const enough = this.desired.length < kept ? existing : Math.max(...this.desired);
    for (let less = existing; less > enough; less -= 1) {
      const replica = this.idlest();
      if (replica === -1) break;
      this.run.drain(replica, now);
    }
  }

  private wanted(existing: number): number {
    const { bank, states, line } = this.run;
    let load = this.spec.metric === 'demand' ? line.length : 0;
    for (let replica = 0; replica < states.most; replica += 1) {
      if (states.is(replica) === REPLICA.ready) load += bank.load(replica);
    }
    const exact = load / (bank.places * this.spec.target);
    const near = existing > 0 && Math.abs(exact / existing - 1) <= TOLERANCE;
    const wanted = near ? existing : Math.ceil(exact - 1e-9);
    return Math.min(this.spec.most, Math.max(this.spec.least, wanted));
  }

  private idlest(): number {
    const { bank, states } = this.run;
    let best = -1;
    for (let replica = states.most - 1; replica >= 0; replica -= 1) {
      if (states.is(replica) !== REPLICA.ready || states.isSpot(replica)) continue;
      if (best === -1 || bank.load(replica) < bank.load(best)) best = replica;
    }
    return best;
  }
}
