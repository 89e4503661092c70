import type { Rows } from './content';
import type { Disk } from './disk';

/**
 * The writes of one command: to memory at once, to the disk together. If the disk refuses them, memory is put back,
 * so that no reader ever sees what is not durable.
 */
export class Transaction {
  private readonly undo: (() => void)[] = [];
  private begun = false;

  constructor(
    private readonly disk: Disk,
    readonly nextRow: () => number,
  ) {}

  write(collection: number, row: number, rows: Rows, undo: () => void): void {
    this.change(() => this.disk.write(collection, row, rows), undo);
  }

  erase(row: number, hasApart: boolean, undo: () => void): void {
    this.change(() => this.disk.erase(row, hasApart), undo);
  }

  /** Any other change of the data file, with what takes it back in memory. */
  change(work: () => void, undo: () => void): void {
    if (!this.begun) this.disk.begin();
    this.begun = true;
    work();
    this.undo.push(undo);
  }

  /** @throws OutOfDiskSpace */
  commit(): void {
    if (this.begun) this.disk.commit();
    this.begun = false;
  }

  rollback(): void {
    for (const undo of this.undo.splice(0).reverse()) undo();
    if (this.begun) this.disk.rollback();
    this.begun = false;
  }
}
