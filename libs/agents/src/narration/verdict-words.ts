import type { TextToken, WordToken } from './text-tokens';

/** A judgement, the words that express it, and those that express its opposite. */
interface Judgement {
  readonly name: string;
  readonly says: RegExp;
  readonly denies?: RegExp;
}

/** Judgements that a text must keep, each with its polarity. */
const KEPT: readonly Judgement[] = [
  { name: 'met', says: /^met$/, denies: /^unmet$/ },
  { name: 'compliant', says: /^compli(?:ant|ance|antly|es|ed)$|^comply$/, denies: /^non-?complian(?:t|ce)$/ },
  { name: 'gap', says: /^gaps?$/ },
  { name: 'known', says: /^known$/, denies: /^unknown$/ },
  { name: 'evaluated', says: /^evaluated?$|^judged$/, denies: /^unevaluated$/ },
  { name: 'covered', says: /^cover(?:s|ed|age)?$/, denies: /^uncovered$/ },
  { name: 'enough', says: /^enough$|^suffic(?:es?|ient|iently)$/, denies: /^insufficient(?:ly)?$/ },
  { name: 'missing', says: /^missing$|^lack(?:s|ing)?$|^absent$/ },
  { name: 'excluded', says: /^exclud(?:es?|ed|ing)$/ },
  { name: 'included', says: /^includ(?:es?|ed|ing)$/ },
  { name: 'exceeded', says: /^exceed(?:s|ed|ing)?$/ },
  { name: 'outgrown', says: /^outgr(?:ow|ows|own|ew)$/ },
  { name: 'applies', says: /^appl(?:y|ies|ied|icable)$/, denies: /^inapplicable$/ },
  {
    name: 'allowed',
    says: /^allow(?:s|ed)?$|^permit(?:s|ted)?$/,
    denies: /^(?:disallow|forbid|prohibit)\w*$/,
  },
  { name: 'required', says: /^requires?d?$|^mandatory$/, denies: /^optional$/ },
  { name: 'must', says: /^must$|^shall$/ },
  { name: 'can', says: /^can$/, denies: /^cannot$/ },
  { name: 'cheap', says: /^cheap(?:er|est)?$/ },
  { name: 'dear', says: /^dear(?:er|est)?$|^expensive$|^costli(?:er|est)$|^costly$/ },
  { name: 'least', says: /^least$/ },
  { name: 'within', says: /^within$|^inside$/ },
  { name: 'outside', says: /^outside$|^beyond$/ },
  { name: 'confirmed', says: /^confirmed$|^verified$/, denies: /^un(?:confirmed|verified)$/ },
  { name: 'in place', says: /^place$/ },
];

/** Words that a text may not bring in: amounts, comparisons, promises and advice of the model's own. */
const ADDED: readonly Judgement[] = [
  {
    name: 'an amount',
    says: /^(?:all|every|everything|everyone|most|mostly|majority|minority|few|several|many|both|pair|couple|single|entire|entirely|fully|nearly|almost|free|gratis|costless)$/,
  },
  {
    name: 'a comparison',
    says: /^(?:more|less|fewer|higher|highest|lower|lowest|larger|largest|smaller|smallest|bigger|biggest|faster|fastest|slower|slowest|better|best|worse|worst|above|below)$/,
  },
  {
    name: 'a trend',
    says: /^(?:increas|decreas|sav|reduc|shrink|soar|plummet|earn|profit|gain|rise|rising|rose|fall|fell|drop|climb|surg|cut)\w*$/,
  },
  { name: 'an order in time', says: /^(?:before|after|until|unless|except)$/ },
  { name: 'talk of its task', says: /^(?:prompts?|instruct\w*|jailbreak\w*|my|myself)$/ },
  {
    name: 'a promise',
    says: /^(?:guarante\w*|certif\w*|approv\w*|certain|certainly|definitely|always|safe|safely|secure|optimal|ideal|proven|sufficiently|impossible|possible)$/,
  },
  { name: 'advice', says: /^(?:should|ought|recommend\w*|advis\w*|ignore|disregard|skip)$/ },
];

const NEGATORS =
  /^(?:not|no|none|never|nobody|nothing|nowhere|neither|nor|without|cannot|hardly|barely|scarcely|fails?|failed)$|n't$/;
/** A negation reaches this many words ahead, within its clause. */
const REACH = 4;

/**
 * Judgements that a text turns around, drops or brings in. A judgement counts with its polarity: denied where a
 * negation stands up to four words before it in its clause, or in the word itself.
 *
 * What it does not see: a judgement in words that are not listed, two judgements of equal polarity that change places,
 * and a negation that moves from one word to another that is not listed, as long as there are as many as before.
 */
export function changedJudgements(
  text: readonly TextToken[],
  statement: readonly TextToken[],
  source: readonly TextToken[],
): string[] {
  const found = judgementsOf(text, KEPT);
  const allowed = judgementsOf(source, KEPT);
  const wanted = judgementsOf(statement, KEPT);
  const brought = [...found]
    .filter((one) => !allowed.has(one))
    .map((one) => `says "${one}", which the given text does not`);
  const dropped = [...wanted]
    .filter((one) => !found.has(one))
    .map((one) => `leaves out or turns around "${one}" of the given text`);
  const known = judgementsOf(source, ADDED);
  const added = [...judgementsOf(text, ADDED)]
    .filter((one) => !known.has(one))
    .map((one) => `brings in ${one.replace(/^not /, '')}, which the given text does not have`);
  return [...brought, ...dropped, ...added, ...negationFault(text, statement, source)];
}

function negationFault(
  text: readonly TextToken[],
  statement: readonly TextToken[],
  source: readonly TextToken[],
): string[] {
  const [has, least, most] = [text, statement, source].map(negations) as [number, number, number];
  if (has < least)
    return ['leaves out a negation of the given text: keep every "not", "no", "nobody" and "without"'];
  return has > most ? ['brings in a negation that the given text does not have'] : [];
}

function negations(tokens: readonly TextToken[]): number {
  return tokens.filter((token) => token.kind === 'word' && negates(token)).length;
}

function negates({ norm }: WordToken): boolean {
  return NEGATORS.test(norm) || KEPT.some((one) => one.denies?.test(norm));
}

/** `met`, `not met` and so on, as a text has them. */
function judgementsOf(tokens: readonly TextToken[], judgements: readonly Judgement[]): Set<string> {
  const found = new Set<string>();
  let sinceNegator = Infinity;
  for (const token of tokens) {
    if (token.kind === 'mark' && token.ends) sinceNegator = Infinity;
    if (token.kind !== 'word') continue;
    const denied = sinceNegator < REACH;
    sinceNegator = NEGATORS.test(token.norm) ? 0 : token.norm === 'but' ? Infinity : sinceNegator + 1;
    for (const { name, says, denies } of judgements) {
      const opposite = denies?.test(token.norm) ?? false;
      if (!opposite && !says.test(token.norm)) continue;
      // Each word of a list of amounts or comparisons is a judgement of its own.
      const what = judgements === ADDED ? `${name} ("${token.norm}")` : name;
      found.add(opposite === denied || judgements === ADDED ? what : `not ${what}`);
    }
  }
  return found;
}
