import { contentHash } from '@app/kernel';
import { PRODUCT_VERSION } from '@app/platform';
import type { ReportWish } from './report-file';

export interface RecipeParts extends ReportWish {
  readonly runId: string;
  readonly sourceHash: string;
  readonly brandingVersion: number;
}

/** Names everything that a file is made from: another version of the product may print the same document differently. */
export function recipeOf(parts: RecipeParts): string {
  const { runId, sourceHash, template, format, language, brandingVersion } = parts;
  return contentHash({ runId, sourceHash, template, format, language, brandingVersion, by: PRODUCT_VERSION });
}

/** A name that people recognise in a folder: assessment, template, day, language; letters and digits of ASCII only. */
export function fileNameOf(
  name: string,
  made: ReportWish & { readonly asOf: string; readonly extension: string },
): string {
  const words = name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-+$/, '');
  const parts = ['infra-mind', words, made.template, made.asOf, made.language].filter((part) => part !== '');
  return `${parts.join('-')}.${made.extension}`;
}
