import { Module } from '@nestjs/common';
import { ApprovalsModule } from '@app/approvals';
import { SynthesisModule } from '@app/synthesis';
import { HttpModule } from '../http/http.module';
import { RecommendationTicketController } from './recommendation-ticket.controller';
import { RecommendationsController } from './recommendations.controller';

@Module({
  imports: [ApprovalsModule, HttpModule, SynthesisModule],
  controllers: [RecommendationsController, RecommendationTicketController],
})
export class RecommendationsApiModule {}
