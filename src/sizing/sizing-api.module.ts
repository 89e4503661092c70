import { Module } from '@nestjs/common';
import { HttpModule } from '../http/http.module';
import { SizingController } from './sizing.controller';

@Module({ imports: [HttpModule], controllers: [SizingController] })
export class SizingApiModule {}
