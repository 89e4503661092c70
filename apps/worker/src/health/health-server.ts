import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { AppError } from '@app/kernel';
import { AppConfig, MetricsRegistry } from '@app/platform';
import { createServer } from 'node:http';
import type { Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ProgressWatchdog } from '../watchdog/progress-watchdog.service';
import { WorkerReadiness } from './worker-readiness';

/** `/health`, `/ready` and `/metrics` of a worker: a few lines of HTTP, no web framework. */
@Injectable()
export class HealthServer implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly server: Server;

  constructor(
    private readonly config: AppConfig,
    private readonly metrics: MetricsRegistry,
    private readonly readiness: WorkerReadiness,
    private readonly watchdog: ProgressWatchdog,
  ) {
    this.server = createServer((request, response) => {
      this.answer(request.url ?? '/', response).catch(() => send(response, 500, { status: 'error' }));
    });
  }

  /** @throws worker.port-taken */
  async onApplicationBootstrap(): Promise<void> {
    const { WORKER_PORT, WORKER_HOST } = this.config.env;
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', (cause) => reject(portTaken(WORKER_PORT, cause)));
      this.server.listen(WORKER_PORT, WORKER_HOST, resolve);
    });
  }

  /** The port it listens on, which matters when the configured one is 0. */
  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  onApplicationShutdown(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private async answer(url: string, response: ServerResponse): Promise<void> {
    switch (url.split('?', 1)[0]) {
      case '/health':
        return this.watchdog.isStuck
          ? send(response, 503, { status: 'stuck' })
          : send(response, 200, { status: 'ok' });
      case '/ready':
        return this.ready(response);
      case '/metrics':
        response.writeHead(200, { 'content-type': this.metrics.contentType });
        response.end(await this.metrics.expose());
        return;
      default:
        return send(response, 404, { status: 'unknown', paths: ['/health', '/ready', '/metrics'] });
    }
  }

  private async ready(response: ServerResponse): Promise<void> {
    const { isReady, checks } = await this.readiness.check();
    send(response, isReady ? 200 : 503, { status: isReady ? 'ready' : 'not-ready', checks });
  }
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

function portTaken(port: number, cause: unknown): AppError {
  return new AppError({
    kind: 'unavailable',
    code: 'worker.port-taken',
    message: `The worker cannot listen on port ${port}. Set WORKER_PORT to a free one, or to 0 for any.`,
    cause,
  });
}
