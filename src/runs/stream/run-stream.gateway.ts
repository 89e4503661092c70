import type { OnGatewayConnection } from '@nestjs/websockets';
import { WebSocketGateway } from '@nestjs/websockets';
import { AppConfig } from '@app/platform';
import { PinoLogger } from 'nestjs-pino';
import type { IncomingMessage } from 'node:http';
import type { WebSocket } from 'ws';
import { TenantResolver } from '../../http/tenant-resolver';
import { RunFollowService } from './run-follow.service';
import { RunSocket } from './run-socket';
import { isFromHere } from './same-origin';
import { StreamClients } from './stream-clients';

const MESSAGE_BYTES = 4_096;

/** The events of any number of runs over one WebSocket. */
@WebSocketGateway({ path: '/v1/events', maxPayload: MESSAGE_BYTES, verifyClient: isFromHere })
export class RunStreamGateway implements OnGatewayConnection {
  constructor(
    private readonly follow: RunFollowService,
    private readonly tenants: TenantResolver,
    private readonly clients: StreamClients,
    private readonly config: AppConfig,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(RunStreamGateway.name);
  }

  handleConnection(socket: WebSocket, request: IncomingMessage): void {
    const client = new RunSocket(socket, this.tenants.tenantOf(request), this.follow, this.logger);
    client.start(this.config.env.EVENT_HEARTBEAT_MS);
    const release = this.clients.hold('websocket', () => client.letGo());
    socket.once('close', release);
  }
}
