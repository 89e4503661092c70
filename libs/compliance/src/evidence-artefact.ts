/**
 * Words by which a text says that something is missing or not done yet, in the languages of our users. A text that
 * holds one of them is no record, whatever else it names: `none`, `no audit logs yet`, `audit report: pending`. What is
 * called by such words (`Do Not Sell notice`) is not meant.
 */
const DENIAL =
  /\b(none|not(?![- ](call|sell|share|track)\b)|without|missing|lacks?|lacking|absent|n\/?a|tb[acd]|todo|wip|pending|planned|never|nothing|nobody|unknown|cannot|(is|are|was|were|do|does|did|has|have|had|ca|wo)n['’]?t|kein(e[mnrs]?)?|nicht|ohne|fehlt|geplant|pas (de|d['’]|encore)|sans objet|aucune?|ning[uú]n[ao]?|nessun[ao]?)\b|\bno\b(?!\.?\s*\d)/i;

/** Words by which a text says that a record is not finished: `draft policy`, `to be written`, `noch in Arbeit`. */
const UNFINISHED =
  /\b(drafts?|entwurf|brouillon|borrador|bozza|in progress|under (construction|development)|coming soon|will be|to be (written|done|made|defined|agreed|signed|created|completed|confirmed|decided|announced)|in arbeit|noch|niet|geen|non ancora|nil|non-?existent)\b/i;

/** Three letters in a row, in any script, name something. */
const NAMES_SOMETHING = /\p{L}[\p{L}\p{M}]{2}/u;

/** A word of Latin letters and of others that look like them: it may read `none` and be spelled otherwise. */
const MIXED_WORD =
  /\p{Script=Latin}[\p{L}\p{M}]*[\p{Script=Cyrillic}\p{Script=Greek}]|[\p{Script=Cyrillic}\p{Script=Greek}][\p{L}\p{M}]*\p{Script=Latin}/u;

/** Characters that nobody sees: they take up no place, or one as a space does. */
const UNSEEN = /[\p{Cf}\p{Cc}\p{Default_Ignorable_Code_Point}]/gu;

/** Why the text of an artefact names no record, or null where it may. It never speaks for a control: only against it. */
export function artefactFault(artefact: string): string | null {
  const seen = artefact.normalize('NFKC').replace(UNSEEN, (mark) => (/\s/.test(mark) ? ' ' : ''));
  if (!NAMES_SOMETHING.test(seen)) return 'its evidence names no record';
  if (MIXED_WORD.test(seen))
    return 'its evidence mixes alphabets within a word: a record has to be named plainly';
  if (UNFINISHED.test(seen))
    return 'its evidence says that it is not finished: only a finished record counts';
  if (DENIAL.test(seen)) {
    return 'its evidence says that something is missing: a record has to be named by what it is';
  }
  return null;
}
