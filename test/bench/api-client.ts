import { setTimeout as delay } from 'node:timers/promises';
import { monotonicMs } from './monotonic-clock';

const WITHIN_MS = 600_000;
const SMALL = { name: 'Search', workloads: [{ kind: 'embedding', traffic: { requestsPerDay: 10_000 } }] };

/** The little of the HTTP API that benchmarks need. */
export class ApiClient {
  constructor(private readonly url: string) {}

  assess(body: string, type: string): Promise<string> {
    return this.made('/v1/assessments', body, type);
  }

  /** An assessment of one small workload. */
  assessSmall(): Promise<string> {
    return this.assess(JSON.stringify(SMALL), 'application/json');
  }

  run(assessmentId: string, options: { readonly seed?: number } = {}): Promise<string> {
    return this.made(`/v1/assessments/${assessmentId}/runs`, JSON.stringify(options));
  }

  /** Waits until a run has a report. */
  runEnded(runId: string): Promise<void> {
    return this.ended(`/v1/runs/${runId}`, ['completed', 'partial']);
  }

  /** Waits until the file of a report is there. */
  reportMade(reportId: string): Promise<void> {
    return this.ended(`/v1/reports/${reportId}`, ['completed']);
  }

  report(runId: string, wish: object): Promise<string> {
    return this.made(`/v1/runs/${runId}/reports`, JSON.stringify(wish));
  }

  private async ended(path: string, states: readonly string[]): Promise<void> {
    const giveUpAt = monotonicMs() + WITHIN_MS;
    for (;;) {
      const { state, problems } = await this.read(path);
      if (states.includes(state)) return;
      if (state === 'failed' || state === 'cancelled')
        throw new Error(`${path} is ${state}: ${JSON.stringify(problems)}`);
      if (monotonicMs() > giveUpAt) throw new Error(`${path} did not end within ${WITHIN_MS} ms`);
      await delay(250);
    }
  }

  private async read(path: string): Promise<{ readonly state: string; readonly problems: unknown }> {
    const response = await fetch(`${this.url}${path}?fields=state,problems`);
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as { state: string; problems: unknown };
  }

  private async made(path: string, body: string, type = 'application/json'): Promise<string> {
    const response = await fetch(`${this.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': type },
      body,
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return ((await response.json()) as { id: string }).id;
  }
}
