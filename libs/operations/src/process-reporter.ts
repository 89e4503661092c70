import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { AppConfig } from '@app/platform';
import { PinoLogger } from 'nestjs-pino';
import { ProcessDirectory } from './process-directory';
import { ProcessState } from './process-state';

/** Puts the report of this process into the directory again and again, and takes it out when the process stops. */
@Injectable()
export class ProcessReporter implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private reporting: Promise<void> | undefined;
  private isUnheard = false;

  constructor(
    private readonly state: ProcessState,
    private readonly directory: ProcessDirectory,
    private readonly config: AppConfig,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(ProcessReporter.name);
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.tell(), this.config.env.PROCESS_REPORT_MS);
    this.timer.unref();
    this.tell();
  }

  /** After the drain, in which it is still told, and before the connections close. */
  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.reporting;
    // A Redis that is away forgets the report by itself.
    await this.directory.remove(this.state.id).catch(() => undefined);
  }

  private tell(): void {
    this.reporting ??= this.put().finally(() => {
      this.reporting = undefined;
    });
  }

  private async put(): Promise<void> {
    try {
      await this.directory.put(this.state.report);
      this.isUnheard = false;
    } catch (error) {
      if (!this.isUnheard)
        this.logger.warn({ reason: (error as Error).message }, 'The report of this process went unheard');
      this.isUnheard = true;
    }
  }
}
