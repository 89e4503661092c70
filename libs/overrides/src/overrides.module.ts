import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { OverrideRepository } from './override.repository';
import { OVERRIDE_MODELS, overrideSchema, overrideSetSchema } from './override.schema';
import { OverridesService } from './overrides.service';
import { TenantCatalogs } from './tenant-catalogs.service';

/** Gives `OverridesService` and `TenantCatalogs` on the process's database connection. */
@Module({
  imports: [
    MongooseModule.forFeature([
      { name: OVERRIDE_MODELS.file, schema: overrideSchema },
      { name: OVERRIDE_MODELS.set, schema: overrideSetSchema },
    ]),
  ],
  providers: [OverrideRepository, OverridesService, TenantCatalogs],
  exports: [OverridesService, TenantCatalogs],
})
export class OverridesModule {}
