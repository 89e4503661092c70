import { Injectable } from '@nestjs/common';
import { AppError } from '@app/kernel';
import { AppConfig } from '@app/platform';
import { isIP } from 'node:net';

const NAME_AND_PORT = /^([a-z0-9._-]+?)\.?(?::\d{1,5})?$/;
const IPV6_AND_PORT = /^\[([0-9a-f:.]+)\](?::\d{1,5})?$/;

/**
 * The hosts by whose name this API is called. A page can make its own name lead to an address in here, and its scripts
 * then count as of the same origin; the name in `Host` gives it away. An address in `Host` cannot be had that way.
 */
@Injectable()
export class KnownHosts {
  private readonly names: ReadonlySet<string>;

  constructor({ env }: AppConfig) {
    this.names = new Set([env.API_HOST.toLowerCase(), ...env.API_HOSTS]);
  }

  /** Why a request with this `Host` is not answered; null when it is. */
  refusalOf(host: string | undefined): AppError | null {
    if (host !== undefined && this.knows(host.toLowerCase())) return null;
    const named = host
      ? `It is not known by the name ${JSON.stringify(host.slice(0, 200))}`
      : 'There is no Host';
    const message = `${named}. Use localhost or an address, or list the name in the variable API_HOSTS of the API.`;
    return new AppError({ kind: 'forbidden', code: 'request.unknown-host', message });
  }

  private knows(host: string): boolean {
    const address = IPV6_AND_PORT.exec(host)?.[1];
    if (address !== undefined) return isIP(address) === 6;
    const name = NAME_AND_PORT.exec(host)?.[1];
    if (name === undefined) return false;
    return name === 'localhost' || name.endsWith('.localhost') || isIP(name) === 4 || this.names.has(name);
  }
}
