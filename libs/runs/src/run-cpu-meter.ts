import { Injectable } from '@nestjs/common';

/** Asking the system costs more than the answer changes in so short a time. */
const FRESH_FOR_MS = 2;

/** What one claim used of this process's processor time and has not been written down yet. */
export interface CpuShare {
  /** Whole milliseconds so far. */
  readMs(): number;
  /** So much of it is written down now. */
  written(ms: number): void;
  close(): void;
}

/**
 * Processor time of this process, all its threads, shared equally among the runs that it has in hand at each moment.
 * What it uses while it has none is nobody's.
 */
@Injectable()
export class RunCpuMeter {
  private readonly shares = new Set<{ microseconds: number }>();
  private readAt = -Infinity;
  private readUs = 0;
  private lastUs = this.usedUs();

  /** A share of its own from now on, until it is closed. */
  open(): CpuShare {
    this.settle();
    const share = { microseconds: 0 };
    this.shares.add(share);
    return {
      readMs: () => {
        this.settle();
        return Math.floor(share.microseconds / 1000);
      },
      written: (ms) => {
        share.microseconds -= ms * 1000;
      },
      close: () => {
        this.settle();
        this.shares.delete(share);
      },
    };
  }

  /** User and system time of the process since it started, microseconds; as of the last two milliseconds. */
  protected usedUs(): number {
    const now = performance.now();
    if (now - this.readAt < FRESH_FOR_MS) return this.readUs;
    const { user, system } = process.cpuUsage();
    this.readAt = now;
    this.readUs = user + system;
    return this.readUs;
  }

  private settle(): void {
    const now = this.usedUs();
    const used = now - this.lastUs;
    this.lastUs = now;
    for (const share of this.shares) share.microseconds += used / this.shares.size;
  }
}
