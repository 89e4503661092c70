import { Module } from '@nestjs/common';
import { OverridesModule } from '@app/overrides';
import { HttpModule } from '../http/http.module';
import { SizingController } from './sizing.controller';

@Module({ imports: [HttpModule, OverridesModule], controllers: [SizingController] })
export class SizingApiModule {}
