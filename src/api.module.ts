import type { DynamicModule } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { DatabaseModule } from '@app/database';
import type { AppConfig } from '@app/platform';
import { PlatformModule } from '@app/platform';
import { RedisModule } from '@app/redis';
import { AdminModule } from './admin/admin.module';
import { AnalyticsApiModule } from './analytics/analytics-api.module';
import { AuditPackApiModule } from './audit-pack/audit-pack-api.module';
import { ApprovalsApiModule } from './approvals/approvals-api.module';
import { AssessmentsApiModule } from './assessments/assessments-api.module';
import { DecisionsApiModule } from './decisions/decisions-api.module';
import { BrandingApiModule } from './branding/branding-api.module';
import { BudgetsApiModule } from './budgets/budgets-api.module';
import { CatalogApiModule } from './catalog/catalog-api.module';
import { ComparisonApiModule } from './comparison/comparison-api.module';
import { HealthModule } from './health/health.module';
import { HttpModule } from './http/http.module';
import { OverridesApiModule } from './overrides/overrides-api.module';
import { RateLimitModule } from './rate-limit/rate-limit.module';
import { RecommendationsApiModule } from './recommendations/recommendations-api.module';
import { ReportsApiModule } from './reports/reports-api.module';
import { RunsApiModule } from './runs/runs-api.module';
import { RunStreamModule } from './runs/stream/run-stream.module';
import { SharingApiModule } from './sharing/sharing-api.module';
import { SchedulesApiModule } from './schedules/schedules-api.module';
import { SizingApiModule } from './sizing/sizing-api.module';
import { UploadsApiModule } from './uploads/uploads-api.module';
import { WhatIfApiModule } from './what-if/what-if-api.module';

/** The API process: the domain modules and their controllers. */
@Module({})
export class ApiModule {
  static forRoot(config: AppConfig): DynamicModule {
    return {
      module: ApiModule,
      imports: [
        PlatformModule.forRoot({ service: 'api', config }),
        DatabaseModule,
        RedisModule,
        HttpModule,
        RateLimitModule,
        HealthModule,
        AdminModule,
        ApprovalsApiModule,
        AssessmentsApiModule,
        CatalogApiModule,
        OverridesApiModule,
        RunsApiModule,
        AuditPackApiModule,
        ComparisonApiModule,
        SchedulesApiModule,
        ReportsApiModule,
        BrandingApiModule,
        BudgetsApiModule,
        DecisionsApiModule,
        RecommendationsApiModule,
        AnalyticsApiModule,
        RunStreamModule,
        SharingApiModule,
        SizingApiModule,
        UploadsApiModule,
        WhatIfApiModule,
      ],
    };
  }
}
