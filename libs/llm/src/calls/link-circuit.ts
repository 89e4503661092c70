import type { Circuit, CircuitRegistry } from '@app/platform';
import { CallFailure } from './call-failure';

/** A prompt that is asked alone needs so many times the usual failures to speak for all. */
const ALONE = 3;

interface Limits {
  /** Failures in a row, of more than one prompt, after which a model is left alone. */
  readonly failures: number;
  readonly cooldownMs: number;
}

/**
 * The circuit of one model, which a single prompt cannot open as long as others do well. A question that its provider
 * always fails is asked again and again while the good ones are still being answered, and fails faster than they
 * succeed: its failures are in a row, and say nothing about the provider. Calls that were under way together and fail
 * together count once: a run asks for all its agents at the same moment, and a provider that falters for that moment
 * is not one that is away.
 */
export class LinkCircuit {
  private readonly circuit: Circuit;
  /** Failures since the last success, by prompt. */
  private readonly inARow = new Map<string, number>();
  /** Calls whose outcome is not known yet, by prompt. */
  private readonly underWay = new Map<string, number>();
  private readonly excused = new WeakSet<Error>();
  /** When the last failure that counted became known, by the monotonic clock. */
  private lastFailureAt = -Infinity;

  constructor(
    name: string,
    private readonly limits: Limits,
    circuits: CircuitRegistry,
  ) {
    const isFailure = (error: Error): boolean => isUnwell(error) && !this.excused.has(error);
    // A provider that refuses a question is well; a question that was given up says nothing of it.
    const isAnswer = (error: Error): boolean => error instanceof CallFailure && !error.unwell;
    this.circuit = circuits.circuit(`llm:${name}`, { ...limits, isFailure, isAnswer });
  }

  /** `prompt` is the id of the prompt on whose behalf the work is done. @throws circuit.open; what `work` throws */
  async run<T>(prompt: string, work: () => Promise<T>): Promise<T> {
    return this.circuit.run(async () => {
      this.begun(prompt, 1);
      const begunAt = performance.now();
      try {
        const done = await work();
        this.inARow.clear();
        return done;
      } catch (error) {
        if (isUnwell(error) && this.isExcused(prompt, begunAt)) this.excused.add(error);
        throw error;
      } finally {
        this.begun(prompt, -1);
      }
    });
  }

  /** Whether a call would be refused now. */
  get isLeftAlone(): boolean {
    const { state, since } = this.circuit.report;
    return state === 'open' && Date.now() - Date.parse(since) < this.limits.cooldownMs;
  }

  private begun(prompt: string, change: 1 | -1): void {
    this.underWay.set(prompt, (this.underWay.get(prompt) ?? 0) + change);
  }

  /** Of one prompt, one failure less counts than opens the circuit: it takes another, or that there is no other. */
  private isExcused(prompt: string, begunAt: number): boolean {
    const isTrial = this.circuit.report.state !== 'closed';
    if (!isTrial && begunAt < this.lastFailureAt) return true;
    this.lastFailureAt = performance.now();
    const times = (this.inARow.get(prompt) ?? 0) + 1;
    this.inARow.set(prompt, times);
    const { failures } = this.limits;
    if (isTrial || times <= Math.max(failures - 1, 1)) return false;
    const others = [...this.underWay].some(([other, calls]) => other !== prompt && calls > 0);
    return others || times < failures * ALONE;
  }
}

function isUnwell(error: unknown): error is CallFailure {
  return error instanceof CallFailure && error.unwell;
}
