import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { FollowUpRepository } from './follow-up.repository';
import { FOLLOW_UP_MODEL, followUpSchema } from './follow-up.schema';
import { RecommendationRepository } from './recommendation.repository';
import {
  RECOMMENDATION_MODELS,
  recommendationComplianceSchema,
  recommendationCostSchema,
  recommendationImplementationSchema,
  recommendationSchema,
} from './recommendation.schema';
import { RecommendationsService } from './recommendations.service';

/** Recommendations as stored, and what became of them, on the process's database connection. */
@Module({
  imports: [
    MongooseModule.forFeature([
      { name: RECOMMENDATION_MODELS.core, schema: recommendationSchema },
      { name: RECOMMENDATION_MODELS.cost, schema: recommendationCostSchema },
      { name: RECOMMENDATION_MODELS.compliance, schema: recommendationComplianceSchema },
      { name: RECOMMENDATION_MODELS.implementation, schema: recommendationImplementationSchema },
      { name: FOLLOW_UP_MODEL, schema: followUpSchema },
    ]),
  ],
  providers: [RecommendationRepository, FollowUpRepository, RecommendationsService],
  exports: [RecommendationRepository, FollowUpRepository, RecommendationsService],
})
export class SynthesisModule {}
