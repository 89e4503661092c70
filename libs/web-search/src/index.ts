export * from './page-fetcher';
export type { PageNetwork } from './page-network';
export { plainText } from './plain-text';
export { isPublicAddress } from './public-address';
export * from './search-provider';
export * from './web-access';
export * from './web-search.errors';
export * from './web-search.module';
export * from './web-search.service';
