/** Countries of cloud regions, ISO 3166-1 alpha-2, as the providers' region lists give their locations. */
const REGIONS_OF_COUNTRY: Readonly<Record<string, string>> = {
  US: [
    'us-east-1 us-east-2 us-west-1 us-west-2',
    'eastus eastus2 southcentralus westus westus2 westus3 centralus northcentralus',
    'us-central1 us-central2 us-east1 us-east2 us-east4 us-east5 us-south1 us-west1 us-west2 us-west3 us-west4',
  ].join(' '),
  DE: 'eu-central-1 germanywestcentral europe-west3 europe-west10 frankfurt',
  NL: 'westeurope europe-west4 eu-amsterdam-1',
  IE: 'eu-west-1 northeurope',
  SE: 'eu-north-1 swedencentral europe-north2',
  FR: 'eu-west-3 francecentral europe-west9',
  ES: 'eu-south-2 spaincentral europe-southwest1',
  IT: 'eu-south-1 italynorth europe-west8 europe-west12',
  PL: 'polandcentral europe-central2',
  FI: 'europe-north1',
  BE: 'europe-west1',
  NO: 'norwayeast',
  GB: 'eu-west-2 uksouth europe-west2',
  CH: 'eu-central-2 switzerlandnorth europe-west6',
  CA: 'ca-central-1 canadacentral northamerica-northeast1 northamerica-northeast2',
  MX: 'northamerica-south1',
  BR: 'sa-east-1 brazilsouth southamerica-east1',
  CL: 'southamerica-west1',
  JP: 'ap-northeast-1 ap-northeast-3 japaneast asia-northeast1 asia-northeast2',
  KR: 'ap-northeast-2 koreacentral asia-northeast3',
  SG: 'ap-southeast-1 southeastasia asia-southeast1',
  ID: 'ap-southeast-3 asia-southeast2',
  IN: 'ap-south-1 centralindia asia-south1 asia-south2',
  AU: 'ap-southeast-2 australiaeast australia-southeast1 australia-southeast2',
  HK: 'ap-east-1 eastasia asia-east2',
  TW: 'asia-east1',
  CN: 'cn-north-1',
  ZA: 'af-south-1 southafricanorth africa-south1',
  AE: 'me-central-1 uaenorth',
  BH: 'me-south-1',
  QA: 'me-central1',
  SA: 'me-central2',
  IL: 'il-central-1 me-west1',
};

const COUNTRY_OF_REGION: ReadonlyMap<string, string> = new Map(
  Object.entries(REGIONS_OF_COUNTRY).flatMap(([country, regions]) =>
    regions.split(' ').map((region): [string, string] => [region, country]),
  ),
);

/**
 * The country of a cloud region, or the place itself where a jurisdiction was stated (`EU`, `DE`, `US-CA`); undefined
 * for a region that is not listed.
 */
export function jurisdictionOf(region: string): string | undefined {
  const known = COUNTRY_OF_REGION.get(region.toLowerCase());
  if (known) return known;
  return /^[A-Za-z]{2}(-[A-Za-z0-9]{1,3})?$|^EEA$/i.test(region) ? region.toUpperCase() : undefined;
}
