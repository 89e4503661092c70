import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { RecommendationRepository } from './recommendation.repository';
import {
  RECOMMENDATION_MODELS,
  recommendationComplianceSchema,
  recommendationCostSchema,
  recommendationImplementationSchema,
  recommendationSchema,
} from './recommendation.schema';

/** Gives `RecommendationRepository` on the process's database connection. */
@Module({
  imports: [
    MongooseModule.forFeature([
      { name: RECOMMENDATION_MODELS.core, schema: recommendationSchema },
      { name: RECOMMENDATION_MODELS.cost, schema: recommendationCostSchema },
      { name: RECOMMENDATION_MODELS.compliance, schema: recommendationComplianceSchema },
      { name: RECOMMENDATION_MODELS.implementation, schema: recommendationImplementationSchema },
    ]),
  ],
  providers: [RecommendationRepository],
  exports: [RecommendationRepository],
})
export class SynthesisModule {}
