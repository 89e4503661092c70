import { createHash } from 'node:crypto';

/**
 * The policy of a page that is one file: its own style sheets by their hashes, pictures that are in it, and nothing
 * else. No script runs, nothing is loaded or sent, no other page may frame it.
 */
export function policyOfPage(html: string): string {
  const styles = [...html.matchAll(/<style[^>]*>([\s\S]*?)<\/style>/g)].map(
    ([, sheet]) =>
      `'sha256-${createHash('sha256')
        .update(sheet ?? '')
        .digest('base64')}'`,
  );
  return [
    "default-src 'none'",
    `style-src ${styles.length > 0 ? [...new Set(styles)].join(' ') : "'none'"}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    'sandbox allow-popups allow-popups-to-escape-sandbox',
  ].join('; ');
}
