import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { ScheduleTurns } from '@app/schedules';
import { PinoLogger } from 'nestjs-pino';

/** Due times are given to the minute. */
const EVERY_MS = 15_000;

/** Looks after the schedules again and again, as long as the worker runs. */
@Injectable()
export class ScheduleTicker implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;
  private turn: Promise<void> | undefined;

  constructor(
    private readonly turns: ScheduleTurns,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(ScheduleTicker.name);
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      // A long turn takes the place of those that would have come meanwhile.
      this.turn ??= this.takeTurn().finally(() => (this.turn = undefined));
    }, EVERY_MS);
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.tolerate(() => this.turns.stop());
    await this.turn;
  }

  private takeTurn(): Promise<void> {
    return this.tolerate(() => this.turns.take());
  }

  private async tolerate(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.logger.warn({ reason: (error as Error).message }, 'could not look after the schedules');
    }
  }
}
