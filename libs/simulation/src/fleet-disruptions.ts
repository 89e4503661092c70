import { EVENT, type FleetControl } from './fleet-control';
import type { PlannedFailure } from './fleet-spec';
import { REPLICA } from './replica-states';
import { SeededRandom } from './seeded-random';

const HOUR = 3_600;

/** What may happen by chance to a replica; the subject of an event is the replica times their number, plus which. */
const CHANCE = { fails: 0, isTaken: 1, returns: 2, goes: 3 } as const;
const CHANCES = 4;

/** Failures of instances, zones and regions at known times, and failures and interruptions by chance. */
export class FleetDisruptions {
  private readonly streams: SeededRandom[] = [];
  private readonly planned: readonly PlannedFailure[];
  /** Which life of a replica an event by chance belongs to. */
  private readonly lives: Int32Array;
  /** Replicas that a planned failure ended and that come back after it. */
  private readonly down = new Set<number>();

  constructor(private readonly run: FleetControl) {
    this.planned = run.spec.plannedFailures ?? [];
    this.lives = new Int32Array(run.states.most);
  }

  begin(): void {
    this.planned.forEach(({ atSeconds, durationSeconds }, index) => {
      this.run.schedule(EVENT.planned, index * 2, atSeconds);
      this.run.schedule(EVENT.planned, index * 2 + 1, atSeconds + durationSeconds);
    });
  }

  /** Draws when a replica that is ready now will fail or be taken away. */
  watch(replica: number, now: number): void {
    const { randomFailures } = this.run.spec;
    if (!randomFailures) return;
    const { instanceHours, spotPerHour } = randomFailures;
    const random = this.streamOf(replica);
    this.lives[replica] = (this.lives[replica] as number) + 1;
    if (instanceHours !== null) {
      this.chance(CHANCE.fails, replica, now + random.exponential() * instanceHours * HOUR);
    }
    if (spotPerHour > 0 && this.run.states.isSpot(replica)) {
      this.chance(CHANCE.isTaken, replica, now + (random.exponential() * HOUR) / spotPerHour);
    }
  }

  /** An event by chance counts only in the life of the replica for which it was drawn. */
  happen(kind: number, subject: number, now: number, life: number): void {
    if (kind === EVENT.planned) return this.plannedAt(subject, now);
    const replica = Math.floor(subject / CHANCES);
    if (life === this.lives[replica]) this.chanceAt(subject % CHANCES, replica, now);
  }

  private plannedAt(subject: number, now: number): void {
    const failure = this.planned[subject >> 1] as PlannedFailure;
    const begins = subject % 2 === 0;
    const { states, recovery } = this.run;
    if (begins) recovery.begins(states.count(REPLICA.ready));
    else recovery.ends(now);
    if (failure.scope !== 'instance') states.markZones(failure.scope, failure.index, begins);
    for (const replica of states.of(failure.scope, failure.index)) {
      if (begins) this.strike(replica, now);
      else if (this.down.delete(replica)) this.revive(replica, now);
    }
  }

  private strike(replica: number, now: number): void {
    if (this.run.states.is(replica) === REPLICA.off) return;
    this.down.add(replica);
    this.end(replica, now);
  }

  private chanceAt(what: number, replica: number, now: number): void {
    const { states, spec } = this.run;
    const { randomFailures } = spec;
    if (!randomFailures) return;
    const isOff = states.is(replica) === REPLICA.off;
    if (what === CHANCE.returns) return this.revive(replica, now);
    // Drained after its notice, a spot replica may be off already: it is replaced all the same.
    if (isOff && what !== CHANCE.goes) return;
    if (what === CHANCE.isTaken) {
      this.chance(CHANCE.goes, replica, now + randomFailures.spotNoticeSeconds);
      if (randomFailures.spotNoticeSeconds > 0) this.run.drain(replica, now);
      return;
    }
    if (isOff) this.lives[replica] = (this.lives[replica] as number) + 1;
    else this.end(replica, now);
    const away = what === CHANCE.goes ? randomFailures.spotReplaceSeconds : randomFailures.repairSeconds;
    this.chance(CHANCE.returns, replica, now + away);
  }

  private end(replica: number, now: number): void {
    this.lives[replica] = (this.lives[replica] as number) + 1;
    this.run.kill(replica, now);
  }

  private revive(replica: number, now: number): void {
    const { states } = this.run;
    if (!this.run.isOpen(now) || states.is(replica) !== REPLICA.off) return;
    if (states.isDown(replica)) this.down.add(replica);
    else this.run.start(replica, now);
  }

  private chance(what: number, replica: number, at: number): void {
    this.run.schedule(EVENT.chance, replica * CHANCES + what, at, this.lives[replica]);
  }

  private streamOf(replica: number): SeededRandom {
    this.streams[replica] ??= new SeededRandom(this.run.spec.seed, 1_000 + replica);
    return this.streams[replica];
  }
}
