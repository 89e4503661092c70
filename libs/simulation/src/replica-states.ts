import type { CountedTime } from './counted-time';
import type { FleetSpec } from './fleet-spec';

/** What a replica can be. Only ready ones take requests; all but those that are off are paid for. */
export const REPLICA = { off: 0, starting: 1, ready: 2, draining: 3 } as const;
export type ReplicaState = (typeof REPLICA)[keyof typeof REPLICA];

/** Which replicas exist, where they stand and what they cost. Seconds. */
export class ReplicaStates {
  /** Replicas that may exist at all. */
  readonly most: number;
  private readonly state: Uint8Array;
  private readonly zone: Int32Array;
  private readonly zonesDown: Uint8Array;
  private readonly touched: Float64Array;
  private readonly regions: number;
  private readonly zones: number;
  private readonly spot: number;
  readySeconds = 0;
  paidSeconds = 0;
  spotSeconds = 0;
  peak = 0;
  private existing = 0;

  constructor(
    spec: FleetSpec,
    private readonly counted: CountedTime,
  ) {
    const { replicas, regions = 1, zones = 1, spotReplicas = 0 } = spec.fleet;
    this.regions = regions;
    this.zones = zones;
    this.spot = spotReplicas;
    this.most = Math.max(replicas, spec.autoscaler?.most ?? 0);
    this.state = new Uint8Array(this.most);
    this.touched = new Float64Array(this.most);
    this.zonesDown = new Uint8Array(regions * zones);
    this.zone = new Int32Array(this.most);
    for (let replica = 0; replica < this.most; replica += 1) {
      const region = replica % regions;
      this.zone[replica] = region * zones + (Math.floor(replica / regions) % zones);
    }
  }

  is(replica: number): ReplicaState {
    return this.state[replica] as ReplicaState;
  }

  isSpot(replica: number): boolean {
    return replica < this.spot;
  }

  set(replica: number, next: ReplicaState, now: number): void {
    this.account(replica, now);
    const was = this.state[replica];
    this.state[replica] = next;
    if (was === REPLICA.off && next !== REPLICA.off) this.existing += 1;
    if (was !== REPLICA.off && next === REPLICA.off) this.existing -= 1;
    this.peak = Math.max(this.peak, this.existing);
  }

  /** Adds up what a replica did until `now`. */
  account(replica: number, now: number): void {
    const since = this.counted.within(this.touched[replica] as number, now);
    this.touched[replica] = now;
    const state = this.state[replica];
    if (since === 0 || state === REPLICA.off) return;
    this.paidSeconds += since;
    if (this.isSpot(replica)) this.spotSeconds += since;
    if (state === REPLICA.ready) this.readySeconds += since;
  }

  count(state: ReplicaState): number {
    let found = 0;
    for (const entry of this.state) if (entry === state) found += 1;
    return found;
  }

  /** The replicas that a failure takes. */
  of(scope: 'instance' | 'zone' | 'region', index: number): number[] {
    const all = Array.from({ length: this.most }, (_, replica) => replica);
    if (scope === 'instance') return index < this.most ? [index] : [];
    return all.filter((replica) => this.places(scope, index).includes(this.zone[replica] as number));
  }

  /** Marks the zones of a failure as down or up. */
  markZones(scope: 'zone' | 'region', index: number, down: boolean): void {
    for (const zone of this.places(scope, index)) this.zonesDown[zone] = down ? 1 : 0;
  }

  isDown(replica: number): boolean {
    return this.zonesDown[this.zone[replica] as number] === 1;
  }

  /** A replica that is off and could be started: in the zone with the fewest; -1 when there is none. */
  spare(): number {
    const used = new Int32Array(this.regions * this.zones);
    for (let replica = 0; replica < this.most; replica += 1) {
      if (this.state[replica] !== REPLICA.off)
        used[this.zone[replica] as number] = (used[this.zone[replica] as number] as number) + 1;
    }
    let best = -1;
    for (let replica = 0; replica < this.most; replica += 1) {
      if (this.state[replica] !== REPLICA.off || this.isDown(replica) || this.isSpot(replica)) continue;
      const fewer =
        best === -1 ||
        (used[this.zone[replica] as number] as number) < (used[this.zone[best] as number] as number);
      if (fewer) best = replica;
    }
    return best;
  }

  private places(scope: 'zone' | 'region', index: number): number[] {
    if (scope === 'zone') return [index];
    return Array.from({ length: this.zones }, (_, zone) => index * this.zones + zone);
  }
}
