/** Member states of the European Union as ISO 3166-1 alpha-2 codes. */
const EU_MEMBERS = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '),
);
/** The states that make the European Economic Area with them. */
const EFTA_IN_EEA = new Set(['IS', 'LI', 'NO']);

/** Whether a stated region (`EU`, `EEA`, a country or a part of one: `DE`, `NL-AMS`) lies in the European Economic Area. */
export function isInEea(region: string): boolean {
  const code = countryOf(region);
  return code === 'EU' || code === 'EEA' || EU_MEMBERS.has(code) || EFTA_IN_EEA.has(code);
}

/** Whether a stated region is the United States or one of its states (`US`, `US-CA`). */
export function isInUs(region: string): boolean {
  const code = region.toUpperCase();
  return code === 'US' || code.startsWith('US-');
}

/** Whether a place (`DE`) satisfies a demand for a region (`EU`, `EEA`, `DE`, `US`). Norway lies in the EEA, not in the EU. */
export function liesWithin(place: string, demanded: string): boolean {
  const [a, b] = [place.toUpperCase(), demanded.toUpperCase()];
  if (a === b) return true;
  if (b === 'EU') return EU_MEMBERS.has(countryOf(a));
  if (b === 'EEA') return isInEea(a);
  return a.startsWith(`${b}-`);
}

/** `NL` of `nl-ams`. */
function countryOf(place: string): string {
  return place.toUpperCase().split('-', 1)[0] ?? '';
}
