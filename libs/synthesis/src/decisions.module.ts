import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { DecisionOverrideRepository } from './decision-override.repository';
import {
  DECISION_OVERRIDE_MODELS,
  decisionOverrideSchema,
  decisionOverrideVersionSchema,
} from './decision-override.schema';

/** What people decided in place of the rules, on the process's database connection. */
@Module({
  imports: [
    MongooseModule.forFeature([
      { name: DECISION_OVERRIDE_MODELS.head, schema: decisionOverrideSchema },
      { name: DECISION_OVERRIDE_MODELS.version, schema: decisionOverrideVersionSchema },
    ]),
  ],
  providers: [DecisionOverrideRepository],
  exports: [DecisionOverrideRepository],
})
export class DecisionsModule {}
