/** What is read at once is held up to so many bytes of BSON, the last used first. */
export const APART_CACHE_BYTES = 64 * 1024 * 1024;

/** The fields that memory does not hold, read from the disk when a command asks for them. */
export class ApartFields {
  private readonly cache = new Map<number, Uint8Array>();
  private held = 0;

  /** `load` reads what the disk has for a row, within the transaction that is under way. */
  constructor(
    private readonly load: (row: number) => Uint8Array,
    private readonly mostBytes = APART_CACHE_BYTES,
  ) {}

  read(row: number): Uint8Array {
    const known = this.cache.get(row);
    if (known) {
      this.cache.delete(row);
      this.cache.set(row, known);
      return known;
    }
    const bytes = this.load(row);
    this.hold(row, bytes);
    return bytes;
  }

  /** Takes what was just read or written. */
  hold(row: number, bytes: Uint8Array): void {
    this.forget(row);
    this.cache.set(row, bytes);
    this.held += bytes.byteLength;
    for (const oldest of this.cache.keys()) {
      if (this.held <= this.mostBytes) return;
      this.forget(oldest);
    }
  }

  /** The disk has something else now, or nothing. */
  forget(row: number): void {
    this.held -= this.cache.get(row)?.byteLength ?? 0;
    this.cache.delete(row);
  }

  get heldBytes(): number {
    return this.held;
  }
}
