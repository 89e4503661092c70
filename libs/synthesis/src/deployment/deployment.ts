import type { DeploymentTarget } from '@app/agents';
import type { Figure } from '@app/kernel';

/** One file of a skeleton; `path` is relative, with forward slashes. */
export interface DeploymentFile {
  readonly path: string;
  readonly mediaType: 'text/x-hcl' | 'application/yaml' | 'text/markdown';
  readonly content: string;
}

/** What nobody could fill in, and why: a Terraform variable without a default, or a chart value that must be set. */
export interface OpenSetting {
  readonly file: string;
  readonly name: string;
  readonly why: string;
}

/**
 * What to deploy for a chosen option: a beginning that a person completes, not something to apply unseen. Every number
 * in it is a figure of the recommendation or a choice that is said to be one; every name of an instance is the catalog's.
 */
export interface Deployment {
  readonly target: DeploymentTarget;
  readonly files: readonly DeploymentFile[];
  readonly open: readonly OpenSetting[];
  /** What it does not do, in sentences. */
  readonly notes: readonly string[];
  /** The figures that stand in the files. */
  readonly figures: readonly Figure[];
}

/** A number of a target: its figure, and its value as it stands in a file; null where it is unknown. */
export interface TargetNumber {
  readonly figure: Figure;
  readonly value: number;
  /** The upper end of its range, or the value where it has none. */
  readonly most: number;
}

/** The number behind a figure of the target; null where there is none or it is unknown. Counts, so rounded up. */
export function numberOf(id: string | undefined, figures: readonly Figure[]): TargetNumber | null {
  const found = figures.find((entry) => entry.id === id);
  if (found?.value == null) return null;
  const value = Math.ceil(found.value);
  return { figure: found, value, most: Math.max(value, Math.ceil(found.high ?? found.value)) };
}

/** A comment line that says where a number comes from. */
export function trailOf({ figure }: TargetNumber): string {
  const formula = figure.formula === null ? '' : `; ${oneLine(figure.formula)}`;
  return `# ${oneLine(figure.label)}: figure ${figure.id}${formula}`;
}

/** Text that stays within its comment. */
export function oneLine(text: string): string {
  return text.replace(/[\r\n]+/g, ' ');
}
