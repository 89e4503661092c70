/** How quickly the product notices that somebody is gone, and how long the drills hold somebody up. */
export interface Pace {
  readonly name: 'as shipped' | 'quick';
  /** Settings of the product that differ from its defaults. */
  readonly env: Readonly<Record<string, string>>;
  /** How long a worker is frozen. */
  readonly freezeMs: number;
  /** How long an event loop is blocked. */
  readonly blockMs: number;
  /** What the drills wait for a run at most, after everything is back. */
  readonly patienceMs: number;
  /** After a kill a run goes on within this. */
  readonly recoveryMs: number;
}

/** The settings that the product is delivered with. */
export const AS_SHIPPED: Pace = {
  name: 'as shipped',
  env: {},
  freezeMs: 20_000,
  blockMs: 15_000,
  patienceMs: 120_000,
  recoveryMs: 30_000,
};

/**
 * As shipped, with shorter blows, for tests. How fast runs recover is judged where a person reads the figure: here the
 * machine may be any, and a run is lost when patience is over.
 */
export const QUICK: Pace = {
  ...AS_SHIPPED,
  name: 'quick',
  freezeMs: 10_000,
  blockMs: 10_000,
  recoveryMs: AS_SHIPPED.patienceMs,
};
