/** Words that say an amount, in full; their compounds (`two-fold`, `twentyfold`, `thirty-two`) are found by their parts. */
const AMOUNTS = new Set(
  `zero nil nought naught one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
  seventeen eighteen nineteen twenty thirty forty fourty fifty sixty seventy eighty ninety hundred hundreds thousand
  thousands million millions billion billions trillion trillions lakh crore dozen dozens score scores
  half halves halved halving third thirds quarter quarters fourth fourths fifth fifths sixth sixths seventh sevenths
  eighth eighths ninth ninths tenth tenths eleventh twelfth twentieth hundredth hundredths thousandth thousandths
  millionth second seconds double doubles doubled doubling triple triples tripled tripling treble quadruple quadrupled
  quintuple twice thrice fold percent percentage percentages percentile permille cent cents magnitude magnitudes myriad
  myriads handful handfuls trio duo quartet umpteen
  zwei drei vier funf sechs sieben acht neun zehn zwanzig hundert tausend halfte doppelt dreimal zweimal
  deux trois quatre cinq sept huit neuf dix vingt mille dos tres cuatro cinco seis siete ocho nueve diez veinte ciento
  tre quattro sette otto nove dieci dodici tredici venti cento dois oito dez vinte`.split(/\s+/),
);

/** `tenfold`, `twentyfold`, `sixscore`. */
const COMPOUND = /^(\w+?)(?:fold|some|score)$/;
const ROMAN = /^(?=[ivx]{2,}$)x{0,3}(?:ix|iv|v?i{0,3})$/;
/** `once a day` is a rate; `once it is confirmed` is not. */
const AFTER_ONCE = new Set(['a', 'an', 'per', 'every', 'each', 'daily', 'weekly', 'monthly', 'yearly', 'in']);
const BEFORE_PRONOUN = new Set(['no', 'this', 'that', 'which', 'each', 'every', 'another', 'any']);
const AFTER_PRONOUN = new Set(
  'is are was that which who to for in on at and or as with by has can must may it than'.split(' '),
);

/**
 * Whether a word says an amount. `first` is an order and passes. `one` passes only as a pronoun: after `this`, `that`,
 * `which`, `each`, `every`, `any`, `another` or `no`, and before the end of the clause or a word that goes on without
 * a noun. `once` counts where a rate follows.
 */
export function saysAmount(norm: string, before: string | null, after: string | null): boolean {
  if (norm === 'one' || norm === 'ones') {
    return !(before !== null && BEFORE_PRONOUN.has(before) && (after === null || AFTER_PRONOUN.has(after)));
  }
  if (/^points?$/.test(norm) && before === 'basis') return true;
  if (norm === 'once') return after !== null && AFTER_ONCE.has(after);
  const parts = norm.split(/[^\p{L}]+/u).filter((part) => part !== '');
  return parts.some((part) => {
    const [, base] = COMPOUND.exec(part) ?? [];
    return AMOUNTS.has(part) || ROMAN.test(part) || (base !== undefined && AMOUNTS.has(base));
  });
}
