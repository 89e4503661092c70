import { productRoot } from '@app/local-stack';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const packageSchema = z.object({ version: z.string() });

/** The version of the product this command line belongs to. */
export function productVersion(): string {
  return packageSchema.parse(JSON.parse(readFileSync(join(productRoot(), 'package.json'), 'utf8'))).version;
}

/** One line with everything a report of a defect should name. */
export function versionLine(): string {
  return `infra-mind ${productVersion()} (node ${process.versions.node}, ${process.platform} ${process.arch})`;
}
