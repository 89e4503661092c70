import { findControl } from './control-library';

/** The name of a control as a person says it: `dpia` and `impact-assessment` are the data protection impact assessment. */
export function controlName(id: string): string {
  return findControl(id)?.name ?? id;
}

/** A name inside a sentence: `erasure workflow`, but `DPIA` and what is in brackets stay as they are. */
export function controlPhrase(id: string): string {
  const name = controlName(id);
  return name.charAt(0).toLowerCase() + name.slice(1);
}
