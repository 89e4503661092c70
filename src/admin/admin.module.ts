import { Module } from '@nestjs/common';
import { OperationsModule } from '@app/operations';
import { QueueModule } from '@app/queue';
import { AdminController } from './admin.controller';
import { SystemHealth } from './system-health.service';

@Module({
  imports: [OperationsModule.forRoot({ service: 'api' }), QueueModule],
  controllers: [AdminController],
  providers: [SystemHealth],
})
export class AdminModule {}
