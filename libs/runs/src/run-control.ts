import { Injectable } from '@nestjs/common';
import { RedisConnections } from '@app/redis';

/**
 * Tells workers at once that somebody cancelled or paused a run. The record in the database decides; a lost message
 * costs a delay, because a worker also looks at the record while it renews its claim.
 */
@Injectable()
export class RunControl {
  constructor(private readonly redis: RedisConnections) {}

  async notify(runId: string): Promise<void> {
    await this.redis.use('publish', (redis) => redis.publish(this.channel(), JSON.stringify({ runId })));
  }

  channel(): string {
    return this.redis.key('run-control');
  }
}
