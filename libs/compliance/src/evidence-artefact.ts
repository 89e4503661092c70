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

/** A whole word of any alphabet: `\b` knows the Latin letters without marks only. */
const wordOf = (words: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{M}])(?:${words})(?![\\p{L}\\p{M}])`, 'iu');

/** `not`, `without`, `missing` in Finnish, Swedish, Danish, Polish, Russian, Spanish, French, Portuguese, Italian, Turkish. */
const DENIAL_ELSEWHERE = wordOf(
  'ei|eivät|puuttuu|ilman|inte|ingen|inga|saknas|utan|ikke|intet|mangler|uden|brak|nie|bez|нет|не|без|отсутству\\p{L}*|falta|faltan|ausente|manque|manquante?|não|manca|senza|yok|(?:sin|sans|sem) (?:evidencia|documento|fecha|preuve|document|rapport|registre|evidência|registr?o|data)',
);

/** `draft`, `pending`, `in progress` in the same languages and in German. */
const UNFINISHED_ELSEWHERE = wordOf(
  'luonnos|kesken|tekeillä|työn alla|utkast|pågår|udkast|w trakcie|w przygotowaniu|черновик|в разработке|в процессе|pendientes?|en curso|en cours|à venir|à faire|pendente|em curso|in corso|ausstehend|in vorbereitung|in bearbeitung|wird erstellt',
);

/** Words that say that there is something, and not what. */
const GENERIC = new Set(
  'yes yep okay done true see above below attached attachment same before place the exists existing available implemented compliant document documents record records file evidence proof report policy certificate confirmed oui voir dessus ver arriba adjunto siehe oben anhang vorhanden'.split(
    ' ',
  ),
);

/** Scripts that set no spaces between words. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/** One word without a number, or words that fit everything: nobody finds a record by them. */
function isGeneric(text: string): boolean {
  if (/\p{N}/u.test(text) || UNSPACED.test(text)) return false;
  const words = text.toLowerCase().match(/\p{L}[\p{L}\p{M}]*/gu) ?? [];
  const telling = words.filter((word) => word.length > 2 && !GENERIC.has(word));
  return words.length < 2 || telling.length === 0;
}

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
  if (UNFINISHED.test(seen) || UNFINISHED_ELSEWHERE.test(seen))
    return 'its evidence says that it is not finished: only a finished record counts';
  if (DENIAL.test(seen) || DENIAL_ELSEWHERE.test(seen)) {
    return 'its evidence says that something is missing: a record has to be named by what it is';
  }
  if (isGeneric(seen)) {
    return 'its evidence does not say which record it is: expected its title, version, number or place';
  }
  return null;
}
