import type { Catalog } from '../catalog';
import { nearestIds } from '../nearest-ids';
import { preview, type FieldFault } from '../row-problem';
import type { OwnApiPrice } from './api-price.row';
import type { Discount } from './discount.row';
import { coversApi, coversInstance, coversService } from './discounts';
import type { OwnFramework } from './framework.row';
import type { OwnInstancePrice } from './instance-price.row';
import type { OverrideKind, OverrideRows } from './override-file';
import { overrideRowId } from './override-schema';
import { PRICE_FIELDS } from './own-rows';
import type { OwnServicePrice } from './service-price.row';

/** What a row says that does not go together with the catalog it is to stand in. */
export function catalogFaults<Kind extends OverrideKind>(
  kind: Kind,
  row: OverrideRows[Kind],
  catalog: Catalog,
): FieldFault[] {
  const checks: { readonly [One in OverrideKind]: (row: OverrideRows[One]) => FieldFault[] } = {
    'instance-prices': (own) => instanceFaults(own, catalog),
    'api-prices': (own) => apiFaults(own, catalog),
    'service-prices': (own) => serviceFaults(own, catalog),
    discounts: (own) => discountFaults(own, catalog),
    'owned-hardware': ({ acceleratorId }) => acceleratorFault(acceleratorId, catalog),
    models: () => [],
    frameworks: (own) => [...triggerFaults(own, catalog), ...repeatedReferences(own)],
  };
  return checks[kind](row);
}

function instanceFaults(own: OwnInstancePrice, catalog: Catalog): FieldFault[] {
  const id = overrideRowId('instance-prices', own);
  const priced = Object.values(PRICE_FIELDS).some((field) => own[field] !== undefined);
  const price = priced ? [] : [missing('onDemandUSDPerHour', 'a price for at least one way of buying')];
  const accelerator = own.acceleratorId === undefined ? [] : acceleratorFault(own.acceleratorId, catalog);
  if (catalog.instances.some((row) => row.id === id)) return [...price, ...accelerator];
  const needed = (['category', 'vCPU', 'memoryGiB'] as const).filter((field) => own[field] === undefined);
  const facts = unlisted(id, catalog.instances, needed);
  const count =
    own.acceleratorId !== undefined && !own.acceleratorCount
      ? [missing('acceleratorCount', 'how many of the accelerator it holds')]
      : [];
  return [...price, ...accelerator, ...facts, ...count];
}

function apiFaults(own: OwnApiPrice, catalog: Catalog): FieldFault[] {
  const listed = catalog.apiPrices.find((row) => row.id === own.id);
  const needed = (['provider', 'model', 'modelId', 'kind'] as const).filter(
    (field) => own[field] === undefined,
  );
  const facts = listed ? [] : unlisted(own.id, catalog.apiPrices, needed);
  const chat = (own.kind ?? listed?.kind) === 'chat' && own.outputUSDPerMTok === undefined;
  return [
    ...facts,
    ...(chat ? [missing('outputUSDPerMTok', 'the price of output tokens of a chat model')] : []),
  ];
}

function serviceFaults(own: OwnServicePrice, catalog: Catalog): FieldFault[] {
  const id = overrideRowId('service-prices', own);
  const listed = catalog.managedServices.find((row) => row.id === id);
  if (listed) {
    const differs = own.unit !== undefined && own.unit !== listed.unit;
    return differs
      ? [{ field: 'unit', expected: `${listed.unit}, as the catalog has it`, got: own.unit }]
      : [];
  }
  const needed = (['category', 'unit'] as const).filter((field) => own[field] === undefined);
  return unlisted(id, catalog.managedServices, needed);
}

/** What a row has to say besides, as the catalog does not know what it is about. */
function unlisted(
  id: string,
  rows: ReadonlyArray<{ readonly id: string }>,
  needed: readonly string[],
): FieldFault[] {
  if (needed.length === 0) return [];
  const known = rows.map((row) => row.id);
  const near = nearestIds(id, known).join(', ');
  const expected = `the catalog does not list ${id} (near: ${near}); a new one needs this field`;
  return needed.map((field) => missing(field, expected));
}

/** A discount that no listed price falls under would silently save nothing. */
function discountFaults(own: Discount, catalog: Catalog): FieldFault[] {
  const covers =
    catalog.instances.some((row) => coversInstance(own, row)) ||
    catalog.apiPrices.some((row) => coversApi(own, row)) ||
    catalog.managedServices.some((row) => coversService(own, row));
  if (covers) return [];
  const providers = new Set(
    [...catalog.instances, ...catalog.apiPrices, ...catalog.managedServices].map(({ provider }) => provider),
  );
  if (![...providers].some((name) => name.toLowerCase() === own.provider.toLowerCase())) {
    const near = nearestIds(own.provider, providers).join(', ');
    return [{ field: 'provider', expected: `a provider of the catalog (near: ${near})`, got: own.provider }];
  }
  const field =
    own.instanceFamily !== undefined ? 'instanceFamily' : own.service !== undefined ? 'service' : 'regions';
  return [
    {
      field,
      expected: `what ${own.provider} has in the catalog: no row falls under this`,
      got: preview(own[field]),
    },
  ];
}

function triggerFaults(own: OwnFramework, catalog: Catalog): FieldFault[] {
  const known = Object.keys(catalog.triggerDefinitions);
  return own.requirements.flatMap(({ triggers }, at) =>
    triggers
      .filter((trigger) => !known.includes(trigger))
      .map((trigger) => ({
        field: `requirements.${at}.triggers`,
        expected: `a trigger of the catalog (near: ${nearestIds(trigger, known).join(', ')})`,
        got: trigger,
      })),
  );
}

/** A requirement is named by its reference: two of the same could not be told apart. */
function repeatedReferences({ requirements }: OwnFramework): FieldFault[] {
  const seen = new Set<string>();
  return requirements.flatMap(({ ref }, at) => {
    const isRepeated = seen.has(ref);
    seen.add(ref);
    return isRepeated
      ? [{ field: `requirements.${at}.ref`, expected: 'a reference of its own', got: ref }]
      : [];
  });
}

function acceleratorFault(id: string, catalog: Catalog): FieldFault[] {
  const known = catalog.accelerators.map((row) => row.id);
  if (known.includes(id)) return [];
  const near = nearestIds(id, known).join(', ');
  return [{ field: 'acceleratorId', expected: `an accelerator of the catalog (near: ${near})`, got: id }];
}

function missing(field: string, expected: string): FieldFault {
  return { field, expected, got: 'nothing' };
}
