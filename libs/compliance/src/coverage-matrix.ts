import type { ComplianceResult, FrameworkResult } from './compliance-result';
import { controlName } from './control-name';
import type { Grade } from './evidence-grade';
import { CONTROLS } from './control-library';

/** One control of the matrix: by framework, the requirements that need it. */
export interface MatrixRow {
  readonly control: string;
  readonly name: string;
  readonly grade: Grade;
  /** References of requirements that apply now or later, by framework id; a framework that needs it not is left out. */
  readonly cells: Readonly<Record<string, readonly string[]>>;
}

/** Control by framework: what one answer serves. Frameworks that are not in the picture are left out. */
export interface CoverageMatrix {
  readonly frameworks: ReadonlyArray<{ readonly id: string; readonly name: string }>;
  /** Those that serve most frameworks first. */
  readonly rows: readonly MatrixRow[];
}

/** The cross-framework coverage of a result: voluntary frameworks are in it, those that do not apply are not. */
export function coverageMatrix(result: ComplianceResult): CoverageMatrix {
  const shown = result.frameworks.filter(
    ({ state }) => state === 'applies' || state === 'applies-later' || state === 'voluntary',
  );
  const rows = new Map<string, { grade: Grade; cells: Record<string, string[]> }>();
  for (const framework of shown) addFramework(rows, framework);
  const order = new Map(CONTROLS.map((row, index) => [row.id, index]));
  const place = (id: string): number => order.get(id) ?? CONTROLS.length;
  return {
    frameworks: shown.map(({ id, name }) => ({ id, name })),
    rows: [...rows]
      .map(([control, { grade, cells }]): MatrixRow => ({
        control,
        name: controlName(control),
        grade,
        cells,
      }))
      .sort(
        (a, b) =>
          Object.keys(b.cells).length - Object.keys(a.cells).length ||
          place(a.control) - place(b.control) ||
          (a.control < b.control ? -1 : 1),
      ),
  };
}

function addFramework(
  rows: Map<string, { grade: Grade; cells: Record<string, string[]> }>,
  framework: FrameworkResult,
): void {
  for (const duty of framework.requirements) {
    if (duty.applicability !== 'applicable' && duty.applicability !== 'later') continue;
    for (const { id, grade } of duty.controls) {
      // Without a prototype: an own framework may be called `constructor`.
      const cells = Object.create(null) as Record<string, string[]>;
      const row = rows.get(id) ?? { grade, cells };
      (row.cells[framework.id] ??= []).push(duty.ref);
      rows.set(id, row);
    }
  }
}
