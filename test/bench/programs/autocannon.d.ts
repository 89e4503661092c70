/** The part of autocannon's programmatic interface that the benchmarks use. */
declare module 'autocannon' {
  interface Request {
    method?: string;
    body?: string;
    headers?: Readonly<Record<string, string>>;
    setupRequest?: (request: Request) => Request;
  }
  interface Options {
    url: string;
    connections: number;
    duration: number;
    amount?: number;
    timeout: number;
    requests: Request[];
  }
  interface Result {
    duration: number;
    errors: number;
  }
  interface Running extends Promise<Result> {
    on(
      event: 'response',
      listener: (client: unknown, statusCode: number, bytes: number, responseTimeMs: number) => void,
    ): this;
  }
  function autocannon(options: Options): Running;
  export = autocannon;
}
