import { Module } from '@nestjs/common';
import { AuditPackModule } from '@app/audit-pack';
import { HttpModule } from '../http/http.module';
import { AuditPackController } from './audit-pack.controller';

@Module({ imports: [AuditPackModule, HttpModule], controllers: [AuditPackController] })
export class AuditPackApiModule {}
