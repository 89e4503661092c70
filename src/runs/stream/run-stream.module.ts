import { Module } from '@nestjs/common';
import { EventsModule } from '@app/events';
import { RunsModule } from '@app/runs';
import { HttpModule } from '../../http/http.module';
import { RunFollowService } from './run-follow.service';
import { RunSnapshots } from './run-snapshots';
import { RunStreamController } from './run-stream.controller';
import { RunStreamGateway } from './run-stream.gateway';
import { StreamClients } from './stream-clients';

/** Following runs: as server-sent events, and over WebSocket. */
@Module({
  imports: [EventsModule, HttpModule, RunsModule],
  controllers: [RunStreamController],
  providers: [RunFollowService, RunSnapshots, RunStreamGateway, StreamClients],
})
export class RunStreamModule {}
