import { Module } from '@nestjs/common';
import { SynthesisModule } from '@app/synthesis';
import { HttpModule } from '../http/http.module';
import { RecommendationsController } from './recommendations.controller';

@Module({
  imports: [HttpModule, SynthesisModule],
  controllers: [RecommendationsController],
})
export class RecommendationsApiModule {}
