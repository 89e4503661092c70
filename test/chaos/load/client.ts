import { setTimeout as delay } from 'node:timers/promises';
import type { Random } from '../random';
import { ask, type HttpAnswer, type HttpQuestion } from './http';
import type { Ledger, ToldRun } from './ledger';

export interface ClientOptions {
  /** The APIs that it knows; asked in turn. */
  readonly addresses: () => readonly string[];
  readonly ledger: Ledger;
  readonly random: Random;
  readonly tenantId?: string;
  /** How long it tries one request before it gives up. */
  readonly patienceMs?: number;
}

/** Longer than any storm keeps all APIs away. */
const PATIENCE_MS = 300_000;
const PAUSE_MS = 150;
/** A client that is told to wait longer looks sooner all the same: the drills are short. */
const LONGEST_PAUSE_MS = 2_000;

/** The settings of a run that a client may send along. */
export type RunRequest = Readonly<Record<string, unknown>>;

/** A client as a careful person would write one: a key for every creation, and the same key when it tries again. */
export class Client {
  private turn = 0;
  readonly tenantId: string;

  constructor(private readonly options: ClientOptions) {
    this.tenantId = options.tenantId ?? 'local';
    this.turn = options.random.between(0, 1_000);
  }

  /** Creates an assessment and starts a run of it; null when it gave up. */
  async submit(request: RunRequest = {}): Promise<ToldRun | null> {
    const marker = `w${this.options.random.word(11)}`;
    const assessmentId = await this.assess(marker);
    return assessmentId === null ? null : this.startRun(assessmentId, marker, request);
  }

  /** Creates an assessment whose workload bears the marker; null when it gave up. */
  async assess(marker: string): Promise<string | null> {
    const made = await this.create('/v1/assessments', assessmentOf(marker), 201);
    if (!made) return null;
    const { id } = JSON.parse(made.text) as { id: string };
    this.options.ledger.assessments.add(id);
    return id;
  }

  async startRun(assessmentId: string, marker: string, request: RunRequest = {}): Promise<ToldRun | null> {
    const made = await this.create(`/v1/assessments/${assessmentId}/runs`, request, 202);
    if (!made) return null;
    const { id } = JSON.parse(made.text) as { id: string };
    const told = { runId: id, tenantId: this.tenantId, assessmentId, marker, toldAt: Date.now() };
    this.options.ledger.told.push(told);
    return told;
  }

  /** Asks for a report of a run; its id, or null when it gave up. */
  async orderReport(runId: string, wish: { readonly format: string; readonly template: string }) {
    const made = await this.create(`/v1/runs/${runId}/reports`, wish, 202);
    return made && (JSON.parse(made.text) as { id: string }).id;
  }

  /** Cancels a run and remembers when that was acknowledged. */
  async cancel(run: ToldRun): Promise<boolean> {
    const answer = await this.persist(`/v1/runs/${run.runId}/cancel`, { method: 'POST', body: {} });
    if (answer?.status !== 200) return false;
    run.cancelledAt = Date.now();
    return true;
  }

  private create(path: string, body: unknown, expected: number): Promise<HttpAnswer | null> {
    const headers = { 'idempotency-key': this.options.random.word(24) };
    return this.persist(path, { method: 'POST', body, headers }, expected);
  }

  /** Tries until there is an answer that stands, or patience is over. */
  private async persist(path: string, question: HttpQuestion, expected?: number): Promise<HttpAnswer | null> {
    const { ledger, patienceMs = PATIENCE_MS } = this.options;
    const giveUpAt = Date.now() + patienceMs;
    while (Date.now() < giveUpAt) {
      const answer = await this.once(path, question);
      if (answer && (expected === undefined || answer.status === expected)) return answer;
      if (answer) this.judge(path, answer);
      if (answer && !mayPass(answer)) return null;
      await delay(answer ? pauseOf(answer) : PAUSE_MS);
    }
    ledger.gaveUp += 1;
    return null;
  }

  private async once(path: string, question: HttpQuestion): Promise<HttpAnswer | null> {
    const addresses = this.options.addresses();
    const address = addresses[(this.turn += 1) % addresses.length] ?? '';
    this.options.ledger.requests += 1;
    try {
      return await ask(`${address}${path}`, question);
    } catch {
      this.options.ledger.brokenConnections += 1;
      return null;
    }
  }

  private judge(path: string, { status, text }: HttpAnswer): void {
    const { ledger } = this.options;
    if (status === 503 || status === 429 || isInProgress(status, text)) ledger.refusals += 1;
    else ledger.unexpected.push({ what: `POST ${path}`, status, body: text.slice(0, 300) });
  }
}

/** A small input, quickly analysed, so that many runs fit into a short time. */
export function assessmentOf(marker: string) {
  return {
    name: `Document search ${marker}`,
    workloads: [{ id: marker, kind: 'embedding', traffic: { requestsPerDay: 10_000 } }],
  };
}

function isInProgress(status: number, text: string): boolean {
  return status === 409 && text.includes('idempotency.in-progress');
}

function mayPass({ status, text }: HttpAnswer): boolean {
  return status >= 500 || status === 429 || isInProgress(status, text);
}

function pauseOf({ headers }: HttpAnswer): number {
  const seconds = Number(headers['retry-after'] ?? 0);
  return Math.min(Math.max(seconds * 1_000, PAUSE_MS), LONGEST_PAUSE_MS);
}
