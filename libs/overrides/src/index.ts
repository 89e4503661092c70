export * from './override';
export * from './overrides.errors';
export * from './overrides.module';
export * from './overrides.service';
export * from './tenant-catalogs.service';
