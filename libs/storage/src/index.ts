export * from './file-store';
export * from './storage.errors';
export * from './storage.module';
export * from './storage-sweep.module';
