export * from './database-availability';
export * from './database-away';
export * from './database-clock';
export * from './database-health.service';
export * from './database-pool';
export * from './database.module';
export * from './duplicate-key';
export * from './page';
