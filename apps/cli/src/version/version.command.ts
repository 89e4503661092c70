import { PRODUCT_VERSION } from '@app/platform';

/** One line with everything a report of a defect should name. */
export function versionLine(): string {
  return `infra-mind ${PRODUCT_VERSION} (node ${process.versions.node}, ${process.platform} ${process.arch})`;
}
