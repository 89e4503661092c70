import { version } from '../../../package.json';

/** The version of this product, as its package declares it. */
export const PRODUCT_VERSION: string = version;
