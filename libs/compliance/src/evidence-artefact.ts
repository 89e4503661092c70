/**
 * Words by which a text says that something is missing or not done, in the languages of our users. A text that holds
 * one of them is no record, whatever else it names: `none`, `no audit logs yet`, `encryption: not done`.
 */
const DENIAL =
  /\b(none|not|without|missing|lacks?|lacking|absent|n\/?a|tbd|todo|never|nothing|nobody|unknown|cannot|(is|are|was|were|do|does|did|has|have|had|ca|wo)n['’]?t|kein(e[mnrs]?)?|nicht|ohne|fehlt|aucune?)\b|\bno\b(?!\.?\s*\d)/i;

/** Three letters in a row, in any script, name something. */
const NAMES_SOMETHING = /\p{L}[\p{L}\p{M}]{2}/u;

/** Why the text of an artefact names no record, or null where it may. It never speaks for a control: only against it. */
export function artefactFault(artefact: string): string | null {
  if (!NAMES_SOMETHING.test(artefact)) return 'its evidence names no record';
  if (DENIAL.test(artefact)) {
    return 'its evidence says that something is missing: a record has to be named by what it is';
  }
  return null;
}
