import { Balancer } from '../load/balancer';
import { assessmentOf } from '../load/client';
import type { Drill } from './drill';
import type { Trial } from './trial';

const READY_WITHIN_MS = 60_000;
const REQUEST_EVERY_MS = 300;
/** A slow machine is not buried: beyond these, requests only read. */
const MOST_UNDER_WAY = 12;
const MOST_RUNS = 12;

/** D10: every process is replaced while requests come in. No request fails, no run is begun twice. */
export const rollingRestart: Drill = {
  id: 'D10',
  title: 'SIGTERM every API and worker in turn, under load behind a balancer',
  rounds: { short: 1, long: 3 },
  needs: { apis: 3, workers: 3 },
  async run(trial) {
    const { world } = trial;
    const balancer = new Balancer(world.addresses());
    const load = new BalancedLoad(trial, balancer);
    try {
      for (const address of world.addresses())
        await balancer.until(address, true, Date.now() + READY_WITHIN_MS);
      load.begin();
      for (let round = 0; round < trial.rounds; round += 1) {
        for (const api of world.apis) {
          await api.terminate();
          await world.restart(api);
          const back = await balancer.until(world.addressOf(api), true, Date.now() + READY_WITHIN_MS);
          trial.require(back, `${api.name} was not ready again after its restart`);
        }
        for (const worker of world.workers) {
          await worker.terminate();
          await world.restart(worker);
        }
      }
    } finally {
      await load.end();
      await balancer.stop();
    }
    for (const failure of load.failures.slice(0, 5)) trial.require(false, `a request failed: ${failure}`);
    trial.note(`D10: ${load.sent} requests, ${load.failures.length} failed`);
    await trial.settle({ states: ['completed'], streams: 'kept', undisturbed: true });
  },
};

/** Requests at a steady rate, each sent once. */
class BalancedLoad {
  readonly failures: string[] = [];
  sent = 0;
  private readonly underWay = new Set<Promise<void>>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly trial: Trial,
    private readonly balancer: Balancer,
  ) {}

  begin(): void {
    this.timer = setInterval(() => {
      if (this.underWay.size >= MOST_UNDER_WAY) return;
      const one: Promise<void> = this.submit()
        .catch((error: unknown) => void this.failures.push(String(error)))
        .finally(() => this.underWay.delete(one));
      this.underWay.add(one);
    }, REQUEST_EVERY_MS);
  }

  async end(): Promise<void> {
    clearInterval(this.timer);
    await Promise.all(this.underWay);
  }

  private async submit(): Promise<void> {
    const { ledger, random } = this.trial;
    const last = ledger.told.at(-1);
    if (last && (await this.trial.unfinished()) >= MOST_RUNS) return this.read(`/v1/runs/${last.runId}`);
    const marker = `w${random.word(11)}`;
    const assessment = await this.post('/v1/assessments', assessmentOf(marker), 201);
    ledger.assessments.add(assessment.id);
    const run = await this.post(`/v1/assessments/${assessment.id}/runs`, {}, 202);
    ledger.told.push({
      runId: run.id,
      tenantId: 'local',
      assessmentId: assessment.id,
      marker,
      toldAt: Date.now(),
    });
    await this.read(`/v1/runs/${run.id}`);
  }

  private async post(path: string, body: unknown, expected: number): Promise<{ readonly id: string }> {
    this.sent += 1;
    const headers = { 'idempotency-key': this.trial.random.word(24) };
    const { status, text } = await this.balancer.send(path, { method: 'POST', body, headers });
    if (status !== expected) throw new Error(`POST ${path}: ${status} ${text}`);
    return JSON.parse(text) as { id: string };
  }

  private async read(path: string): Promise<void> {
    this.sent += 1;
    const { status, text } = await this.balancer.send(path, {});
    if (status !== 200) throw new Error(`GET ${path}: ${status} ${text}`);
  }
}
