import type { Evidence, Expectation } from '../checker/evidence';
import { afterStandstill, judge, violation, type Violation } from '../checker/judge';
import { Reader } from '../checker/reader';
import { Client } from '../load/client';
import { Follower } from '../load/follower';
import { Ledger, type ToldRun } from '../load/ledger';
import { Load } from '../load/load';
import type { Random } from '../random';
import type { Pace } from '../world/pace';
import type { Kill, World } from '../world/world';
import type { ModelAccess } from './model-access';
import { countOf, killsByKind, slowestRecovery, type Outcome } from './outcome';

export interface TrialParts {
  readonly world: World;
  readonly random: Random;
  readonly rounds: number;
  readonly minutes: number;
  readonly model: ModelAccess | null;
  readonly say: (text: string) => void;
}

const SHOWN = 5;
const COUNT_EVERY_MS = 250;

/** One drill at work: its clients, what they were told, and what was found to be wrong. */
export class Trial {
  ledger = new Ledger();
  readonly notes: string[] = [];
  readonly violations: Violation[] = [];
  reader: Reader;
  private followers: Follower[] = [];
  private readonly firstKill: number;
  private readonly adoptedKills: Kill[] = [];
  private readonly judged: Evidence[] = [];
  /** Those whose times can be counted with. */
  private readonly timed: Evidence[] = [];
  private refusals = 0;
  private readonly finished = new Set<string>();
  private countedAt = 0;
  private callsSince = Date.now();

  constructor(readonly parts: TrialParts) {
    const { world } = parts;
    this.reader = new Reader(world.mongoUrl, world.redisUrl, world.prefix);
    this.firstKill = world.kills.length;
  }

  get world(): World {
    return this.parts.world;
  }

  get random(): Random {
    return this.parts.random;
  }

  get rounds(): number {
    return this.parts.rounds;
  }

  get pace(): Pace {
    return this.world.options.pace;
  }

  client(addresses = this.world.addresses, tenantId?: string): Client {
    return new Client({ addresses, ledger: this.ledger, random: this.random, tenantId });
  }

  load(perSecond: number, request: Readonly<Record<string, unknown>> = {}): Load {
    return new Load(this.client(), perSecond, () => this.unfinished(), request);
  }

  /** How many of the runs that clients were told of are not final, as far as that is known. */
  async unfinished(): Promise<number> {
    if (Date.now() > this.countedAt + COUNT_EVERY_MS) {
      this.countedAt = Date.now();
      const open = await this.reader.open(this.openRuns()).catch(() => null);
      for (const { runId } of open === null ? [] : this.openRuns()) {
        if (!open?.includes(runId)) this.finished.add(runId);
      }
    }
    return this.openRuns().length;
  }

  private openRuns(): ToldRun[] {
    return this.ledger.told.filter(({ runId }) => !this.finished.has(runId));
  }

  /** Starts several runs at once. */
  async submit(count: number, request: Readonly<Record<string, unknown>> = {}): Promise<ToldRun[]> {
    const client = this.client();
    const told = await Promise.all(Array.from({ length: count }, () => client.submit(request)));
    return told.filter((run) => run !== null);
  }

  follow(runId: string, framesOfConnection?: () => number): Follower {
    const follower = new Follower(this.world.addresses, runId, framesOfConnection);
    this.followers.push(follower);
    return follower;
  }

  /** Says what the drill itself found; `holds` false is a violation. */
  require(holds: boolean, detail: string): void {
    if (holds) return;
    this.parts.say(`  ${detail}`);
    this.violations.push(violation('drill', null, detail));
  }

  /** After the last kill that met it, and the last standstill of the machine, every run was done in the promised time. */
  requireRecovery(evidence: Evidence): void {
    const blows = [...this.kills, ...this.world.pulse.standstills].sort((one, other) => one.at - other.at);
    const slowest = slowestRecovery(evidence, blows) ?? 0;
    const { recoveryMs } = this.pace;
    this.require(slowest <= recoveryMs, `a run took ${slowest} ms after a kill, ${recoveryMs} are promised`);
  }

  note(text: string): void {
    this.notes.push(text);
    this.parts.say(`  ${text}`);
  }

  /** Brings the world back, waits for every run, and judges what there is; then the clients start with an empty memory. */
  async settle(expected: Expectation): Promise<Evidence> {
    await this.world.heal();
    await this.reader.untilStill(this.ledger.told, this.pace.patienceMs);
    const { model } = this.parts;
    const calls = model?.server.calls.filter(({ at }) => at >= this.callsSince) ?? [];
    const evidence = await this.reader.evidence(
      this.ledger,
      calls,
      this.followers.flatMap(({ breaches }) => breaches),
    );
    const found = judge(evidence, this.fairly(expected));
    for (const { invariant, runId, detail } of found.slice(0, SHOWN)) {
      this.parts.say(`  ${invariant}: ${runId ?? ''} ${detail}`);
    }
    this.violations.push(...found);
    this.judged.push(evidence);
    if (!expected.isClockWrong) this.timed.push(evidence);
    this.refusals += this.ledger.refusals;
    this.callsSince = Date.now();
    this.ledger = new Ledger();
    this.followers = [];
    return evidence;
  }

  /** What can be expected of a machine that stood still meanwhile. */
  private fairly(expected: Expectation): Expectation {
    const stoodMs = this.world.pulse.longestSince(this.callsSince);
    if (stoodMs === 0) return expected;
    this.note(`the machine stood still for ${stoodMs} ms: a living worker may have lost a run by that`);
    return afterStandstill(expected, stoodMs);
  }

  /** Judges by another Redis from now on: the first is gone for good. */
  readFrom(redisUrl: string): void {
    void this.reader.close();
    this.reader = new Reader(this.world.mongoUrl, redisUrl, this.world.prefix);
  }

  /** Takes over what a trial in a world of its own found. */
  adopt(other: Trial): void {
    this.violations.push(...other.violations);
    this.notes.push(...other.notes);
    this.judged.push(...other.judged);
    this.timed.push(...other.timed);
    this.adoptedKills.push(...other.kills);
    this.refusals += other.refusals;
  }

  /** What was killed so far. */
  get kills(): readonly Kill[] {
    return [...this.world.kills.slice(this.firstKill), ...this.adoptedKills];
  }

  outcome(drill: { readonly id: string; readonly title: string }): Outcome {
    const { kills } = this;
    const sum = (count: (evidence: Evidence) => number): number =>
      this.judged.reduce((total, evidence) => total + count(evidence), 0);
    const violated = (invariant: string): number =>
      this.violations.filter((one) => one.invariant === invariant).length;
    const recoveries = this.timed
      .map((evidence) => slowestRecovery(evidence, kills))
      .filter((wait) => wait !== null);
    return {
      drill: drill.id,
      title: drill.title,
      notRun: null,
      rounds: this.rounds,
      kills: killsByKind(kills),
      accepted: sum(({ told }) => told.length),
      completed: sum((evidence) => countOf(evidence, 'completed')),
      partial: sum((evidence) => countOf(evidence, 'partial')),
      failed: sum((evidence) => countOf(evidence, 'failed')),
      cancelled: sum((evidence) => countOf(evidence, 'cancelled')),
      lost: violated('lost'),
      repeated: violated('repeated') + violated('asked-again') + violated('steps'),
      modelCalls: sum(({ calls }) => calls.length),
      refusals: this.refusals,
      slowestRecoveryMs: recoveries.length > 0 ? Math.max(...recoveries) : null,
      violations: this.violations,
      notes: this.notes,
    };
  }

  close(): Promise<void> {
    return this.reader.close();
  }
}
