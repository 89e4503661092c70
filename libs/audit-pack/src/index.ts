export * from './audit-pack.errors';
export * from './audit-pack.module';
export * from './audit-packs.service';
export * from './build-pack';
export * from './pack-approvals';
export type * from './pack-facts';
export * from './verify/pack-verdict';
export * from './verify/verify-pack';
