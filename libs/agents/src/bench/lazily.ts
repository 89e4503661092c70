/** Runs `make` on the first call and gives its result ever after: eleven agents share one computation. */
export function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
