import { Module } from '@nestjs/common';
import { ApprovalsModule, SavingsModule } from '@app/approvals';
import { SynthesisModule } from '@app/synthesis';
import { HttpModule } from '../http/http.module';
import { RecommendationSavingsController } from './recommendation-savings.controller';
import { RecommendationTicketController } from './recommendation-ticket.controller';
import { RecommendationsController } from './recommendations.controller';

@Module({
  imports: [ApprovalsModule, HttpModule, SavingsModule, SynthesisModule],
  controllers: [RecommendationsController, RecommendationSavingsController, RecommendationTicketController],
})
export class RecommendationsApiModule {}
