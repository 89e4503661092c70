const CHUNK = 512;

/**
 * Unique strings in order, each with a value: an index. Kept in chunks so that an insertion moves a few hundred
 * entries at most, however many there are.
 */
export class OrderedList<V> {
  private readonly chunks: { keys: string[]; values: V[] }[] = [{ keys: [], values: [] }];

  add(key: string, value: V): void {
    const at = this.chunkFor(key);
    const chunk = this.chunk(at);
    const index = lowerBound(chunk.keys, key);
    chunk.keys.splice(index, 0, key);
    chunk.values.splice(index, 0, value);
    if (chunk.keys.length <= CHUNK) return;
    // Keys mostly arrive in order: a full last chunk stays full and a new one begins.
    const keep = at === this.chunks.length - 1 ? chunk.keys.length - 1 : CHUNK / 2;
    this.chunks.splice(at + 1, 0, { keys: chunk.keys.splice(keep), values: chunk.values.splice(keep) });
  }

  remove(key: string): void {
    const at = this.chunkFor(key);
    const chunk = this.chunk(at);
    const index = lowerBound(chunk.keys, key);
    if (chunk.keys[index] !== key) return;
    chunk.keys.splice(index, 1);
    chunk.values.splice(index, 1);
    if (chunk.keys.length === 0 && this.chunks.length > 1) this.chunks.splice(at, 1);
  }

  /** The values of the keys in [from, to), in order or in reverse. Do not change the list while reading. */
  *range(from: string, to: string, reverse = false): Generator<V> {
    if (from >= to) return;
    const step = reverse ? -1 : 1;
    for (let at = this.chunkFor(reverse ? to : from); at >= 0 && at < this.chunks.length; at += step) {
      const { keys, values } = this.chunk(at);
      const low = lowerBound(keys, from);
      const high = lowerBound(keys, to);
      for (let i = reverse ? high - 1 : low; reverse ? i >= low : i < high; i += step) yield values[i] as V;
      if (reverse ? low > 0 : high < keys.length) return;
    }
  }

  private chunk(at: number): { keys: string[]; values: V[] } {
    return this.chunks[at] as { keys: string[]; values: V[] };
  }

  /** The last chunk whose first key is not greater. */
  private chunkFor(key: string): number {
    let low = 0;
    let high = this.chunks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.chunk(middle).keys[0] ?? '') <= key) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

function lowerBound(keys: readonly string[], key: string): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((keys[middle] as string) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
