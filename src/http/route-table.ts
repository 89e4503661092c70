import type { FastifyInstance } from 'fastify';

interface Route {
  readonly method: string;
  readonly url: string;
  readonly segments: readonly string[];
}

/** The routes that are served, so that a wrong method can be told from a wrong path. */
export class RouteTable {
  private readonly known: Route[] = [];

  /** Collects every route that is registered from now on. */
  watch(fastify: FastifyInstance): void {
    fastify.addHook('onRoute', ({ method, url }) => {
      for (const one of [method].flat()) this.known.push({ method: one, url, segments: url.split('/') });
    });
  }

  get routes(): ReadonlyArray<{ readonly method: string; readonly url: string }> {
    return this.known;
  }

  /** The methods that the path of a request knows; empty when nothing is served there. */
  methodsAt(path: string): string[] {
    const segments = path.split('/');
    const matching = this.known.filter((route) => matches(route.segments, segments));
    return [...new Set(matching.map(({ method }) => method))].sort();
  }
}

function matches(pattern: readonly string[], path: readonly string[]): boolean {
  return (
    pattern.length === path.length &&
    pattern.every((part, index) => (part.startsWith(':') ? path[index] !== '' : part === path[index]))
  );
}
