import type { FactoryProvider, Type } from '@nestjs/common';
import { AppConfig, type Environment } from '@app/platform';
import { PinoLogger } from 'nestjs-pino';
import { LeasedRounds, type Round } from './leased-rounds';
import { RedisConnections } from './redis-connections';

/** Which provider does the work of rounds, and when. */
export interface RoundsPlan<Worker> {
  readonly of: Type<Worker>;
  /** Of the lease, and in the log; no two of a product are alike. */
  readonly name: string;
  readonly everyMs: number | ((env: Readonly<Environment>) => number);
  readonly work: (worker: Worker, round: Round) => Promise<unknown>;
}

/** Has a provider do its work in {@link LeasedRounds}, as long as the application runs. */
export function leasedRounds<Worker>(plan: RoundsPlan<Worker>): FactoryProvider<LeasedRounds> {
  const { of, name, everyMs, work } = plan;
  return {
    provide: `rounds of ${name}`,
    inject: [of, RedisConnections, PinoLogger, AppConfig],
    useFactory: (worker: Worker, redis: RedisConnections, logger: PinoLogger, { env }: AppConfig) =>
      new LeasedRounds({
        ...{ redis, logger, name, everyMs: typeof everyMs === 'number' ? everyMs : everyMs(env) },
        work: (round) => work(worker, round),
      }),
  };
}
