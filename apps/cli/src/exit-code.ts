/** What the command line's exit codes mean. Scripts may rely on them. */
export const EXIT = {
  completed: 0,
  /** The run failed or was cancelled, or something that it needs is not there. */
  failed: 1,
  /** What was given cannot be used: the file, an argument. */
  badInput: 2,
  /** The run has a result, made by fewer agents than all. */
  partial: 3,
  /** The audit pack is not as it was made. */
  altered: 4,
  /** The file is no audit pack. */
  notAPack: 5,
  /** Asked for with --exit-code: the two runs recommend different things. */
  otherRecommendation: 6,
  /** Ended at once by a second Ctrl-C, as shells expect. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
