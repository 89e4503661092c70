import { InvariantError } from '@app/kernel';
import { Injectable } from '@nestjs/common';
import { MetricsRegistry } from '../metrics/metrics-registry';
import type { CircuitOptions, CircuitReport } from './circuit';
import { Circuit } from './circuit';

const LEVEL: Readonly<Record<CircuitReport['state'], number>> = { closed: 0, 'half-open': 1, open: 2 };

/** The circuits of this process, one for each external dependency, for metrics and for `GET /v1/admin/health`. */
@Injectable()
export class CircuitRegistry {
  private readonly readers = new Map<string, () => CircuitReport>();

  constructor(metrics: MetricsRegistry) {
    const state = metrics.gauge({
      name: 'infra_mind_circuit_state',
      help: 'Circuit of an external dependency: 0 closed, 1 half-open, 2 open',
      labelNames: ['circuit'] as const,
      collect: () => {
        for (const report of this.reports()) state.set({ circuit: report.name }, LEVEL[report.state]);
      },
    });
  }

  /** A new circuit under a name of its own. */
  circuit(name: string, options: CircuitOptions): Circuit {
    const circuit = new Circuit(name, options);
    this.watch(name, () => circuit.report);
    return circuit;
  }

  /** Shows a dependency whose state is known by other means: a database driver watches its servers itself. */
  watch(name: string, read: () => CircuitReport): void {
    if (this.readers.has(name)) throw new InvariantError(`there is a circuit named ${name} already`);
    this.readers.set(name, read);
  }

  reports(): readonly CircuitReport[] {
    return [...this.readers.values()].map((read) => read());
  }
}
