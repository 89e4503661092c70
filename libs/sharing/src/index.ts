export * from './share-link';
export { SHARE_LINK_MODEL, shareLinkSchema } from './share-link.schema';
export * from './share-links.service';
export { hashOfToken, newShareToken } from './share-token';
export * from './sharing.errors';
export * from './sharing.module';
