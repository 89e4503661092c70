import { CountedTime } from './counted-time';
import { EventHeap } from './event-heap';
import { EVENT, EVENT_KINDS, type FleetControl } from './fleet-control';
import { FleetDisruptions } from './fleet-disruptions';
import { FleetScaling } from './fleet-scaling';
import type { Episodes, FleetSpec } from './fleet-spec';
import { RecoveryClock } from './recovery-clock';
import { ReplicaBank } from './replica-bank';
import { REPLICA, ReplicaStates } from './replica-states';
import { RequestBook } from './request-book';
import { SliceRecorder } from './slice-recorder';
import { WaitingLine } from './waiting-line';

/** One simulation under way: requests arrive, wait, find places, and replicas come and go. */
export class FleetRun implements FleetControl {
  readonly book: RequestBook;
  readonly counted: CountedTime;
  readonly states: ReplicaStates;
  readonly bank: ReplicaBank;
  readonly line: WaitingLine;
  readonly slices: SliceRecorder;
  readonly heap = new EventHeap();
  readonly recovery = new RecoveryClock();
  private readonly scaling: FleetScaling | null;
  private readonly disruptions: FleetDisruptions;
  private readonly due: Float64Array;
  private readonly marks: Int32Array;
  private inSystem = 0;
  private inSystemSince = 0;
  inSystemSeconds = 0;
  longestQueue = 0;
  events = 0;

  constructor(readonly spec: FleetSpec) {
    this.counted = new CountedTime(spec.episodes ?? afterWarmUp(spec));
    this.book = new RequestBook(spec);
    this.states = new ReplicaStates(spec, this.counted);
    const { most } = this.states;
    this.bank = new ReplicaBank(most, spec.service, spec.cachedShare ?? 0, this.book, this.counted);
    this.line = new WaitingLine(this.book.count);
    this.due = new Float64Array(most).fill(Infinity);
    this.marks = new Int32Array(most);
    this.slices = new SliceRecorder(this);
    this.scaling = spec.autoscaler ? new FleetScaling(this, spec.autoscaler) : null;
    this.disruptions = new FleetDisruptions(this);
    for (let replica = 0; replica < spec.fleet.replicas; replica += 1) this.becomeReady(replica, 0);
  }

  /** Works off all events, to the last request. */
  finish(): void {
    this.scaling?.begin();
    this.disruptions.begin();
    this.slices.begin();
    let next = 0;
    const { arrival, count } = this.book;
    for (;;) {
      const arrives = next < count ? (arrival[next] as number) : Infinity;
      const now = Math.min(arrives, this.heap.nextTime);
      if (arrives <= this.heap.nextTime) {
        if (arrives === Infinity) break;
        this.arrive(next, arrives);
        next += 1;
      } else {
        this.happen();
      }
      this.seeRecovery(now);
      this.events += 1;
      if (next === count && this.inSystem === 0 && this.heap.nextTime >= this.spec.horizonSeconds) break;
    }
    this.close();
  }

  schedule(kind: number, subject: number, at: number, mark = 0): void {
    this.heap.push(at, subject * EVENT_KINDS + kind, mark);
  }

  isOpen(now: number): boolean {
    return now < this.spec.horizonSeconds;
  }

  start(replica: number, now: number): void {
    this.states.set(replica, REPLICA.starting, now);
    this.marks[replica] = (this.marks[replica] as number) + 1;
    this.schedule(EVENT.started, replica, now + this.spec.coldStartSeconds, this.marks[replica]);
  }

  drain(replica: number, now: number): void {
    this.states.set(replica, REPLICA.draining, now);
    if (this.bank.load(replica) === 0) this.states.set(replica, REPLICA.off, now);
  }

  kill(replica: number, now: number): void {
    const requests = this.bank.empty(replica, now);
    this.marks[replica] = (this.marks[replica] as number) + 1;
    this.due[replica] = Infinity;
    this.states.set(replica, REPLICA.off, now);
    if (this.spec.retryLost) {
      this.book.restarted += requests.length;
      this.line.pushFront(requests);
      this.serveLine(now);
    } else {
      for (const request of requests) this.leave(request, 'lost', now);
    }
  }

  private seeRecovery(now: number): void {
    if (!this.recovery.isRunning) return;
    this.recovery.look(now, this.states.count(REPLICA.ready), this.line.length);
  }

  private happen(): void {
    const { nextTime: now, nextCode, nextMark } = this.heap;
    this.heap.drop();
    const kind = nextCode % EVENT_KINDS;
    const subject = (nextCode - kind) / EVENT_KINDS;
    if (kind === EVENT.leap) {
      if (nextMark === this.marks[subject]) this.look(subject, now);
    } else if (kind === EVENT.started) {
      if (nextMark === this.marks[subject]) this.becomeReady(subject, now);
    } else if (kind === EVENT.scale) {
      this.scaling?.decide(now);
    } else if (kind === EVENT.slice) {
      this.slices.take(subject);
    } else {
      this.disruptions.happen(kind, subject, now, nextMark);
    }
  }

  private arrive(request: number, now: number): void {
    this.count(1, now);
    if (!this.bank.canHold(request)) return this.leave(request, 'tooLong', now);
    this.giveUp(now);
    const replica = this.line.length === 0 ? this.placeFor(request) : -1;
    if (replica !== -1) return this.put(replica, request, now);
    const { queueLimit } = this.spec.limits;
    if (queueLimit !== null && this.line.length >= queueLimit) return this.leave(request, 'rejected', now);
    this.line.push(request);
    this.longestQueue = Math.max(this.longestQueue, this.line.length);
  }

  /** The least loaded replica that takes a request; -1 when none does. */
  private placeFor(request: number): number {
    let best = -1;
    let least = Infinity;
    for (let replica = 0; replica < this.states.most; replica += 1) {
      if (this.states.is(replica) !== REPLICA.ready) continue;
      const load = this.bank.load(replica);
      if (load < least && this.bank.takes(replica, request)) {
        best = replica;
        least = load;
      }
    }
    return best;
  }

  private put(replica: number, request: number, now: number): void {
    this.book.placed[request] = now;
    const look = this.bank.take(replica, request, now);
    if (look !== null) this.lookAt(replica, look);
  }

  private look(replica: number, now: number): void {
    const next = this.bank.look(replica, now, (request, at) => {
      this.book.completed[request] = at;
      this.leave(request, 'completed', at);
    });
    this.due[replica] = Infinity;
    this.lookAt(replica, next);
    if (this.states.is(replica) === REPLICA.ready) this.serveLine(now);
    else if (this.bank.load(replica) === 0) this.states.set(replica, REPLICA.off, now);
  }

  private lookAt(replica: number, at: number): void {
    if (at >= (this.due[replica] as number)) return;
    this.due[replica] = at;
    this.marks[replica] = (this.marks[replica] as number) + 1;
    this.schedule(EVENT.leap, replica, at, this.marks[replica]);
  }

  private becomeReady(replica: number, now: number): void {
    this.states.set(replica, REPLICA.ready, now);
    this.disruptions.watch(replica, now);
    this.serveLine(now);
  }

  private serveLine(now: number): void {
    this.giveUp(now);
    for (let request = this.line.first; request !== -1; request = this.line.first) {
      const replica = this.placeFor(request);
      if (replica === -1) return;
      this.line.shift();
      this.put(replica, request, now);
      this.giveUp(now);
    }
  }

  /** Lets those go who waited too long: as all are equally patient, they are the first in line. */
  private giveUp(now: number): void {
    const { timeoutSeconds } = this.spec.limits;
    if (timeoutSeconds === null) return;
    for (let first = this.line.firstUnserved; first !== -1; first = this.line.firstUnserved) {
      const until = (this.book.arrival[first] as number) + timeoutSeconds;
      if (until > now) return;
      this.line.shiftUnserved();
      this.leave(first, 'timedOut', until);
    }
  }

  private leave(request: number, ending: Parameters<RequestBook['end']>[1], now: number): void {
    this.book.end(request, ending);
    this.count(-1, now);
  }

  private count(change: number, now: number): void {
    this.inSystemSeconds += this.inSystem * this.counted.within(this.inSystemSince, now);
    this.inSystemSince = now;
    this.inSystem += change;
  }

  /** Ends what still waits though nothing will serve it, and adds up to the end. */
  private close(): void {
    const end = this.spec.horizonSeconds;
    for (let request = this.line.first; request !== -1; request = this.line.first) {
      this.line.shift();
      this.leave(request, 'timedOut', Math.max(end, this.inSystemSince));
    }
    this.count(0, Math.max(end, this.inSystemSince));
    for (let replica = 0; replica < this.states.most; replica += 1) {
      this.bank.account(replica, Math.max(end, 0));
      this.states.account(replica, end);
    }
  }
}

/** All that is simulated after the warm-up, as one piece. */
function afterWarmUp({ warmUpSeconds, horizonSeconds }: FleetSpec): Episodes {
  const lengthSeconds = horizonSeconds - warmUpSeconds;
  return { fromSeconds: warmUpSeconds, everySeconds: lengthSeconds, lengthSeconds, count: 1 };
}
