/** Member states of the European Economic Area (EU 27, Iceland, Liechtenstein, Norway) as ISO 3166-1 alpha-2 codes. */
const EEA_MEMBERS = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK'.split(' '),
);

/** Whether a stated region (`EU`, `EEA` or a country code) lies in the European Economic Area. */
export function isInEea(region: string): boolean {
  const code = region.toUpperCase();
  return code === 'EU' || code === 'EEA' || EEA_MEMBERS.has(code);
}

/** Whether a stated region is the United States or one of its states (`US`, `US-CA`). */
export function isInUs(region: string): boolean {
  const code = region.toUpperCase();
  return code === 'US' || code.startsWith('US-');
}

/** Whether a place (`DE`) satisfies a demand for a region (`EU`, `EEA`, `DE`, `US`). */
export function liesWithin(place: string, demanded: string): boolean {
  const [a, b] = [place.toUpperCase(), demanded.toUpperCase()];
  if (a === b) return true;
  if (b === 'EU' || b === 'EEA') return isInEea(a);
  return a.startsWith(`${b}-`);
}
