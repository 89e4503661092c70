import { Injectable } from '@nestjs/common';
import { MetricsRegistry, ProcessLifecycle } from '@app/platform';

export type StreamTransport = 'sse' | 'websocket';

/** The clients that hold a stream of events open: counts them, and lets them go when the process stops. */
@Injectable()
export class StreamClients {
  private readonly open = new Set<() => void>();
  private readonly gauge;

  constructor(
    private readonly lifecycle: ProcessLifecycle,
    metrics: MetricsRegistry,
  ) {
    this.gauge = metrics.gauge({
      name: 'infra_mind_event_stream_clients',
      help: 'Clients that hold a stream of events open',
      labelNames: ['transport'] as const,
    });
    lifecycle.signal.addEventListener('abort', () => this.open.forEach((letGo) => letGo()), { once: true });
  }

  /** Counts a client until the answer is called; `letGo` is called when the process stops before that. */
  hold(transport: StreamTransport, letGo: () => void): () => void {
    this.gauge.inc({ transport });
    this.open.add(letGo);
    if (this.lifecycle.signal.aborted) letGo();
    return () => {
      if (this.open.delete(letGo)) this.gauge.dec({ transport });
    };
  }
}
