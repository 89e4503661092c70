import { Injectable } from '@nestjs/common';
import { Clock } from '@app/kernel';
import { MetricsRegistry } from '@app/platform';

/** What this process measures of the events it reads. */
@Injectable()
export class EventMetrics {
  private readonly subscriptions;
  private readonly delivered;
  private readonly resyncs;
  private readonly delay;

  constructor(
    metrics: MetricsRegistry,
    private readonly clock: Clock,
  ) {
    this.subscriptions = metrics.gauge({
      name: 'infra_mind_event_subscriptions',
      help: 'Subscriptions to the events of a run that are open in this process',
    });
    this.delivered = metrics.counter({
      name: 'infra_mind_events_delivered_total',
      help: 'Events handed to subscribers',
    });
    this.resyncs = metrics.counter({
      name: 'infra_mind_event_resyncs_total',
      help: 'Subscribers that had to start again from a snapshot',
      labelNames: ['reason'] as const,
    });
    this.delay = metrics.histogram({
      name: 'infra_mind_event_delay_seconds',
      help: 'From the making of an event to its arrival at the reader of this process; includes the skew of the clocks',
      buckets: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 30],
    });
  }

  subscribed(count: number): void {
    this.subscriptions.set(count);
  }

  eventDelivered(): void {
    this.delivered.inc();
  }

  resynced(reason: string): void {
    this.resyncs.inc({ reason });
  }

  /** `at`: ISO time at which the event was made. */
  eventArrived(at: string): void {
    const seconds = (this.clock.now().getTime() - Date.parse(at)) / 1_000;
    if (Number.isFinite(seconds)) this.delay.observe(Math.max(0, seconds));
  }
}
