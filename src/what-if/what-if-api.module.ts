import { Module } from '@nestjs/common';
import { WhatIfModule } from '@app/what-if';
import { HttpModule } from '../http/http.module';
import { WhatIfController } from './what-if.controller';

@Module({ imports: [WhatIfModule, HttpModule], controllers: [WhatIfController] })
export class WhatIfApiModule {}
