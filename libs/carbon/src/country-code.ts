/** ISO 3166-1: alpha-2 codes with their alpha-3 code, of the countries in which clouds and their customers stand. */
const PAIRS =
  'AE ARE AR ARG AT AUT AU AUS BE BEL BG BGR BH BHR BR BRA CA CAN CH CHE CL CHL CN CHN CY CYP CZ CZE DE DEU DK DNK EE EST ES ESP FI FIN FR FRA GB GBR GR GRC HK HKG HR HRV HU HUN ID IDN IE IRL IL ISR IN IND IS ISL IT ITA JP JPN KR KOR LI LIE LT LTU LU LUX LV LVA MT MLT MX MEX NL NLD NO NOR NZ NZL PL POL PT PRT QA QAT RO ROU SA SAU SE SWE SG SGP SI SVN SK SVK TW TWN UA UKR US USA ZA ZAF'.split(
    ' ',
  );

const ALPHA_3: ReadonlyMap<string, string> = new Map(
  PAIRS.flatMap((code, index): Array<[string, string]> =>
    index % 2 === 0 ? [[code, PAIRS[index + 1] ?? '']] : [],
  ),
);

/** The alpha-3 code of a country or of a part of one (`DE`, `US-CA`); undefined for what is no listed country (`EU`). */
export function alpha3Of(place: string): string | undefined {
  return /^[a-z]{2}(-|$)/i.test(place) ? ALPHA_3.get(place.slice(0, 2).toUpperCase()) : undefined;
}
