import { newId } from '@app/kernel';
import { setTimeout as delay } from 'node:timers/promises';
import type { z } from 'zod';
import { badServerUrl, notUnderstood, refused, unreachable } from './api.errors';
import type { Recommendation } from './recommendation';
import { recommendationsSchema } from './recommendation';
import type { RunView } from './run-view';
import { runViewSchema } from './run-view';
import { identifiedSchema } from './identified';

const ANSWER_WITHIN_MS = 30_000;
/** Some files are made when they are asked for. */
const DOWNLOAD_WITHIN_MS = 180_000;
const TRIES = 4;
const LONGEST_WAIT_S = 10;

/** What a run may be started with. */
export interface RunWish {
  readonly asOf?: string;
  readonly quorum?: number;
  readonly narration?: string;
  readonly budgetUsd?: number;
}

/** One request to the API. */
export interface Call {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  /** In words, for messages. */
  readonly what: string;
  /** Milliseconds to wait for the whole answer, where it is more than usual. */
  readonly withinMs?: number;
}

/** The part of the HTTP API that the command line uses. */
export class ApiClient {
  readonly baseUrl: string;

  /** @throws server.bad-url */
  constructor(url: string) {
    const parsed = URL.parse(url);
    if (parsed === null || !/^https?:$/.test(parsed.protocol)) throw badServerUrl(url);
    this.baseUrl = parsed.href.replace(/\/+$/, '');
  }

  /** Stores an assessment and gives its id. @throws what the API refuses, with a pointer to each wrong field. */
  async createAssessment(text: string, contentType: string): Promise<string> {
    const headers = { 'Content-Type': contentType, 'Idempotency-Key': newId() };
    const what = 'storing the assessment';
    const call: Call = { method: 'POST', path: '/v1/assessments', headers, body: text, what };
    return (await this.read(call, identifiedSchema)).id;
  }

  async startRun(assessmentId: string, wish: RunWish): Promise<string> {
    const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': newId() };
    const path = `/v1/assessments/${encodeURIComponent(assessmentId)}/runs`;
    const call: Call = {
      method: 'POST',
      path,
      headers,
      body: JSON.stringify(wish),
      what: 'starting the run',
    };
    return (await this.read(call, identifiedSchema)).id;
  }

  run(runId: string): Promise<RunView> {
    return this.read({ method: 'GET', path: this.runPath(runId), what: 'reading the run' }, runViewSchema);
  }

  async cancel(runId: string): Promise<void> {
    await this.send({ method: 'POST', path: `${this.runPath(runId)}/cancel`, what: 'cancelling the run' });
  }

  recommendations(runId: string): Promise<readonly Recommendation[]> {
    const path = `${this.runPath(runId)}/recommendations`;
    return this.read({ method: 'GET', path, what: 'reading the recommendations' }, recommendationsSchema);
  }

  async report(runId: string, format: string): Promise<string> {
    const path = `${this.runPath(runId)}/report?format=${encodeURIComponent(format)}`;
    const response = await this.send({ method: 'GET', path, what: `reading the report as ${format}` });
    return response.text();
  }

  /** A file as it is, with the ETag that the server gives it. */
  async download(path: string, what: string): Promise<{ content: Buffer; etag: string | null }> {
    const response = await this.send({ method: 'GET', path, what, withinMs: DOWNLOAD_WITHIN_MS });
    return { content: Buffer.from(await response.arrayBuffer()), etag: response.headers.get('etag') };
  }

  /** Opens the event stream of a run. One try: whoever follows it knows better when to try again. */
  async openEvents(runId: string, lastEventId: string | null, signal: AbortSignal): Promise<Response> {
    const headers: Record<string, string> = { Accept: 'text/event-stream' };
    if (lastEventId !== null) headers['Last-Event-ID'] = lastEventId;
    const response = await fetch(`${this.baseUrl}${this.runPath(runId)}/events`, { headers, signal });
    if (!response.ok) throw await this.refusal(response, 'following the run');
    return response;
  }

  private runPath(runId: string): string {
    return `/v1/runs/${encodeURIComponent(runId)}`;
  }

  /** A call whose answer says nothing more than that it was done. @throws what the API refuses */
  async tell(call: Call): Promise<void> {
    await (await this.send(call)).body?.cancel();
  }

  /** The answer to a call, checked. @throws server.not-understood, and what the API refuses */
  async read<T>(call: Call, schema: z.ZodType<T>): Promise<T> {
    const response = await this.send(call);
    const parsed = schema.safeParse(await response.json().catch(() => null));
    if (!parsed.success) throw notUnderstood(call.what, parsed.error);
    return parsed.data;
  }

  /** Sends it, again where that is safe: reads, and posts that carry an idempotency key. */
  private async send(call: Call): Promise<Response> {
    const repeatable = call.method === 'GET' || call.headers?.['Idempotency-Key'] !== undefined;
    for (let tries = 1; ; tries += 1) {
      const last = !repeatable || tries === TRIES;
      const outcome = await this.attempt(call);
      if (outcome instanceof Response) {
        if (outcome.ok) return outcome;
        const busy = outcome.status === 503 || outcome.status === 429;
        if (!busy || last) throw await this.refusal(outcome, call.what);
        const wait = Number(outcome.headers.get('retry-after')) || tries;
        await outcome.body?.cancel();
        await delay(Math.min(wait, LONGEST_WAIT_S) * 1_000);
      } else {
        if (last) throw unreachable(this.baseUrl, outcome);
        await delay(100 * 2 ** tries);
      }
    }
  }

  private async attempt({ method, path, headers, body, withinMs }: Call): Promise<unknown> {
    try {
      return await fetch(`${this.baseUrl}${path}`, {
        method,
        headers,
        body,
        signal: AbortSignal.timeout(withinMs ?? ANSWER_WITHIN_MS),
      });
    } catch (error) {
      return error;
    }
  }

  private async refusal(response: Response, what: string): Promise<Error> {
    const body: unknown = await response.json().catch(() => null);
    return refused(response.status, body, what);
  }
}
