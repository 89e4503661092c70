/** The outcome of one look at the machine. */
export interface CheckResult {
  readonly name: string;
  readonly status: 'ok' | 'warning' | 'failed';
  readonly found: string;
  /** What to type or change; present on everything that is not ok. */
  readonly fix?: string;
}
