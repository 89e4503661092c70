/** Something in a pack that is not as it was made, or that contradicts another part of it. */
export interface Alteration {
  /** The file in the pack; null where it is the zip itself. */
  readonly file: string | null;
  /** RFC 6901 pointer into the file, where it is JSON and the place is known. */
  readonly pointer: string | null;
  /** What is wrong, in words. */
  readonly what: string;
  /**
   * `manifest`: the bytes are not those that the manifest names. `contradiction`: two parts disagree. `recomputed`: it
   * is not what comes of the input when it is computed and printed again.
   */
  readonly found: 'container' | 'manifest' | 'contradiction' | 'recomputed';
}

/** What verifying came to. */
export interface PackVerdict {
  readonly state: 'intact' | 'altered' | 'not-a-pack';
  /** Of the bytes that were given, hexadecimal. */
  readonly sha256: string;
  readonly bytes: number;
  readonly files: number;
  /** The run that the pack says it is of; null where it does not say. */
  readonly runId: string | null;
  /** The version of the product that made it. */
  readonly product: string | null;
  /** Whether the run was computed and its reports were printed again. */
  readonly isRecomputed: boolean;
  /** Why some check was left out; null where none was. */
  readonly leftOut: string | null;
  /** At most {@link MOST_ALTERATIONS}. */
  readonly alterations: readonly Alteration[];
  /** How many more there are. */
  readonly omitted: number;
}

export const MOST_ALTERATIONS = 200;
