import { Module } from '@nestjs/common';
import { ReportsModule } from '@app/reports';
import { HttpModule } from '../http/http.module';
import { BrandingController } from './branding.controller';

@Module({ imports: [ReportsModule, HttpModule], controllers: [BrandingController] })
export class BrandingApiModule {}
