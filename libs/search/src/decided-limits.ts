import type { DecidedLimit, SearchLimits } from './search-need';

/** Under what options are counted that lie beside a decision of a person. */
export function decidedReason({ name }: DecidedLimit): string {
  return `decided.${name}`;
}

/** The decision on the way of buying, where there is one. */
export function decidedPurchase({ decided = [] }: SearchLimits): DecidedLimit | undefined {
  return decided.find(({ pins }) => pins?.purchase !== undefined);
}

/** The decision that keeps an API out, where there is one. */
export function decidedAgainstApi({ decided = [] }: SearchLimits, apiId: string): DecidedLimit | undefined {
  return decided.find(
    ({ hosting, pins }) =>
      hosting === 'self-host-only' || (pins?.apiId !== undefined && pins.apiId !== apiId),
  );
}
