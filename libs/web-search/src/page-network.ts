import { lookup } from 'node:dns/promises';
import { connect as connectTcp, type Socket } from 'node:net';

/** The two things that fetching a page needs of a network. */
export interface PageNetwork {
  /** Every address of a name. */
  resolve(host: string): Promise<readonly string[]>;
  /** A connection to exactly this address: the name is not resolved again. */
  connect(address: string, port: number): Socket;
}

/** The network of this machine. */
export const SYSTEM_NETWORK: PageNetwork = {
  resolve: async (host) =>
    (await lookup(host, { all: true, order: 'verbatim' })).map(({ address }) => address),
  connect: (host, port) => connectTcp({ host, port }),
};
