import { isIP } from 'node:net';
import type { PageNetwork } from './page-network';
import { isPublicAddress } from './public-address';
import { pageForbidden, pageUnusable } from './web-search.errors';

/** A page and the checked address to fetch it from. */
export interface CheckedTarget {
  readonly url: URL;
  readonly address: string;
  readonly port: number;
}

/** Ports on which public web pages are served; anything else may be somebody's internal service. */
const PORTS: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 };

/**
 * Resolves the name of a page and judges every address that it has: one that is not public forbids the page, for the
 * next look-up might give that one.
 * @throws page.forbidden, page.unusable (no such name)
 */
export async function checkedTarget(given: string, network: PageNetwork): Promise<CheckedTarget> {
  if (!URL.canParse(given)) throw pageForbidden('its address cannot be read');
  const url = new URL(given);
  const port = PORTS[url.protocol];
  if (port === undefined) throw pageForbidden(`${url.protocol} is no scheme of web pages`);
  if (url.username !== '' || url.password !== '') throw pageForbidden('its address holds credentials');
  if (url.port !== '') throw pageForbidden(`it is at port ${url.port}`);
  const addresses = await addressesOf(url.hostname, network);
  const address = addresses[0];
  if (address === undefined) throw pageUnusable(`${url.hostname} has no address`);
  if (!addresses.every(isPublicAddress)) {
    throw pageForbidden(`${url.hostname} is, or also is, at an address that is not public`);
  }
  return { url, address, port };
}

async function addressesOf(hostname: string, network: PageNetwork): Promise<readonly string[]> {
  const literal = hostname.replace(/^\[|\]$/g, '');
  if (isIP(literal) !== 0) return [literal];
  try {
    return await network.resolve(hostname);
  } catch (error) {
    throw pageUnusable(`${hostname} has no address`, error);
  }
}
