/**
 * What all of this gives; none of it is under way any more when this rejects.
 * @throws what the first of them, as they are given, that failed met
 */
export async function allSettled<T extends readonly unknown[]>(
  ...work: { readonly [K in keyof T]: Promise<T[K]> }
): Promise<T> {
  const outcomes = await Promise.allSettled(work);
  const failure = outcomes.find((one) => one.status === 'rejected');
  if (failure) throw failure.reason;
  return Promise.all(work);
}
