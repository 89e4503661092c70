import { Injectable } from '@nestjs/common';
import { AppError } from '@app/kernel';
import { AppConfig, MetricsRegistry } from '@app/platform';
import { renderingTookTooLong, reportTooBigToRender } from './report-file.errors';
import type { RenderAnswer, RenderOrder } from './render-report';
import { renderReport } from './render-report';
import { ReportThreads } from './report-threads';

/** Makes the bytes of reports beside the event loop. */
@Injectable()
export class ReportRenderer {
  private readonly seconds;

  constructor(
    private readonly threads: ReportThreads,
    private readonly config: AppConfig,
    metrics: MetricsRegistry,
  ) {
    this.seconds = metrics.histogram({
      name: 'infra_mind_report_render_seconds',
      help: 'Time of making one report, by format and whether it may be published',
      labelNames: ['format', 'outcome'] as const,
      buckets: [0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60],
    });
  }

  /** @throws report-file.out-of-memory, report-file.timed-out, the signal's reason, and what the renderer throws */
  async render(order: RenderOrder, signal: AbortSignal): Promise<RenderAnswer> {
    const { format } = order.wish;
    const stop = this.seconds.startTimer({ format });
    try {
      const answer = await this.compute(order, signal);
      stop({ outcome: answer.problems.length === 0 ? 'fit' : 'defective' });
      return answer;
    } catch (error) {
      stop({ outcome: 'failed' });
      throw this.inOurWords(error);
    }
  }

  private async compute(order: RenderOrder, signal: AbortSignal): Promise<RenderAnswer> {
    if (this.threads.size === 0) return renderReport(order);
    return (await this.threads.run('render', order, signal)) as RenderAnswer;
  }

  /** The pool speaks of the settings of the engines; a report has its own. */
  private inOurWords(error: unknown): unknown {
    const { REPORT_THREAD_MEMORY_MB, REPORT_TIMEOUT_MS } = this.config.env;
    const code = error instanceof AppError ? error.code : null;
    if (code === 'threads.out-of-memory') return reportTooBigToRender(REPORT_THREAD_MEMORY_MB);
    if (code === 'threads.timed-out') return renderingTookTooLong(REPORT_TIMEOUT_MS);
    return error;
  }
}
