import type { PortState } from '@app/local-stack';

/** What a server says of its whole system. */
export interface ServerHealth {
  readonly status: string;
  readonly reasons: readonly string[];
}

/** What the doctor looks at: the real machine, or a made-up one in tests. */
export interface Machine {
  readonly nodeVersion: string;
  /** Path and version of `redis-server`, or null when it is not on the PATH. */
  redis(): Promise<{ readonly path: string; readonly version: readonly number[] | null } | null>;
  /** The command that installs Redis here, or null where none is known. */
  readonly redisInstallCommand: string | null;
  port(host: string, port: number): Promise<PortState>;
  /** The address of the stack that runs on the data directory: null when none does, '' while it starts. */
  runningStack(dataDir: string): { readonly pid: number; readonly apiUrl: string | null } | null;
  /** Null when it can be written, or why not. */
  whyNotWritable(dataDir: string): string | null;
  freeMegabytes(dataDir: string): number | null;
  /** The files of the build that are missing. */
  missingBuild(): readonly string[];
  /** The status that an address answers with, or null. */
  status(url: string): Promise<number | null>;
  /** What the server at an address says of its system, or null when it does not say. */
  serverHealth(server: string): Promise<ServerHealth | null>;
  /** Whether something accepts connections at the host and port of a store's address. */
  accepts(url: string): Promise<boolean>;
}
