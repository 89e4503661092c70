import { Module } from '@nestjs/common';
import { OverridesModule } from '@app/overrides';
import { HttpModule } from '../http/http.module';
import { CatalogOffersController } from './catalog-offers.controller';
import { CatalogReader } from './catalog-reader.service';
import { CatalogSurroundingsController } from './catalog-surroundings.controller';

@Module({
  imports: [HttpModule, OverridesModule],
  controllers: [CatalogOffersController, CatalogSurroundingsController],
  providers: [CatalogReader],
})
export class CatalogApiModule {}
