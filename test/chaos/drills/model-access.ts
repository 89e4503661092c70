/** A model server as the drills need it: what it was asked, and how it shall behave. */
export interface ModelAccess {
  readonly calls: readonly { readonly at: number; readonly text: string }[];
  /** Settings that lead the product to it. */
  readonly env: Readonly<Record<string, string>>;
}
