import type { ApiPriceRow } from '../rows/api-price.row';
import type { FrameworkRow } from '../rows/framework.row';
import { instanceRowId, PURCHASES, type InstanceRow, type Purchase } from '../rows/instance.row';
import { managedServiceRowId, type ManagedServiceRow } from '../rows/managed-service.row';
import type { ModelRow } from '../rows/model.row';
import { ownedHardwareRow } from '../rows/owned-hardware.row';
import type { OwnApiPrice } from './api-price.row';
import type { OwnFramework } from './framework.row';
import type { OwnInstancePrice } from './instance-price.row';
import type { OwnModel } from './model.row';
import type { OverrideFile } from './override-file';
import type { OwnedHardware } from './owned-hardware.row';
import { ownSource } from './own-source';
import type { OwnServicePrice } from './service-price.row';

type File = Pick<OverrideFile, 'name' | 'asOf' | 'confidence'>;

/** In which field of a row the price of each way of buying stands. */
export const PRICE_FIELDS = {
  'on-demand': 'onDemandUSDPerHour',
  'commit-1y': 'commit1yUSDPerHour',
  'commit-3y': 'commit3yUSDPerHour',
  spot: 'spotUSDPerHour',
} as const satisfies Readonly<Record<Purchase, keyof InstanceRow>>;

/** The instance with the tenant's prices; what it does not say stays as listed, with the list as its source. */
export function ownInstance(own: OwnInstancePrice, file: File, listed?: InstanceRow): InstanceRow {
  const source = ownSource(`price of ${own.provider} ${own.instanceType} in ${own.region}`, own, file);
  const kept = listed?.ownPrices ?? {};
  const prices = PURCHASES.map((purchase) => {
    const given = own[PRICE_FIELDS[purchase]];
    return {
      purchase,
      field: PRICE_FIELDS[purchase],
      given,
      value: given ?? listed?.[PRICE_FIELDS[purchase]],
    };
  });
  const listSource = (purchase: Purchase) =>
    purchase === 'commit-3y' ? (listed?.commit3ySource ?? listed?.source) : listed?.source;
  const terms = prices.flatMap(({ purchase, given, value }) => {
    const from = listSource(purchase);
    if (given !== undefined || (value ?? null) === null || from === undefined) return [];
    return [[purchase, kept[purchase] ?? { sources: [from], formula: null }] as const];
  });
  const { commit3ySource: _, usdPerAcceleratorHour: __, ...facts } = listed ?? newInstance(own);
  return {
    ...facts,
    id: instanceRowId({ ...own, category: facts.category }),
    ...Object.fromEntries(prices.map(({ field, value }) => [field, value ?? null])),
    ...(own.note === undefined ? {} : { note: own.note }),
    source,
    ownPrices: Object.fromEntries(terms),
  };
}

function newInstance(own: OwnInstancePrice): Omit<InstanceRow, 'id' | 'source'> {
  return {
    provider: own.provider,
    instanceType: own.instanceType,
    region: own.region,
    category: own.category ?? 'general',
    vCPU: own.vCPU ?? null,
    memoryGiB: own.memoryGiB ?? null,
    accelerator: own.acceleratorId ?? null,
    acceleratorId: own.acceleratorId ?? null,
    acceleratorCount: own.acceleratorCount ?? 0,
    acceleratorMemoryGB: null,
    onDemandUSDPerHour: null,
    commit1yUSDPerHour: null,
    commit3yUSDPerHour: null,
    spotUSDPerHour: null,
  };
}

/** The tenant's price of a model API in place of the listed one. */
export function ownApiPrice(own: OwnApiPrice, file: File, listed?: ApiPriceRow): ApiPriceRow {
  const model = own.model ?? listed?.model ?? own.id;
  return {
    id: own.id,
    provider: own.provider ?? listed?.provider ?? own.id,
    model,
    modelId: own.modelId ?? listed?.modelId ?? own.id,
    kind: own.kind ?? listed?.kind ?? 'chat',
    inputUSDPerMTok: own.inputUSDPerMTok,
    outputUSDPerMTok: own.outputUSDPerMTok ?? null,
    cachedInputUSDPerMTok: own.cachedInputUSDPerMTok ?? null,
    cacheWriteUSDPerMTok: own.cacheWriteUSDPerMTok ?? null,
    contextWindow: own.contextWindow ?? listed?.contextWindow ?? null,
    embeddingDimensions: own.embeddingDimensions ?? listed?.embeddingDimensions,
    source: ownSource(`price of ${model}`, own, file),
  };
}

/** The tenant's price of a managed service in place of the listed one. */
export function ownServicePrice(
  own: OwnServicePrice,
  file: File,
  listed?: ManagedServiceRow,
): ManagedServiceRow {
  return {
    id: managedServiceRowId(own),
    provider: own.provider,
    service: own.service,
    region: own.region,
    category: own.category ?? listed?.category ?? 'other',
    priceUSD: own.priceUSD,
    unit: own.unit ?? listed?.unit ?? 'month',
    ...(own.note === undefined ? {} : { note: own.note }),
    source: ownSource(`price of ${own.provider} ${own.service} in ${own.region}`, own, file),
  };
}

/** A model of the tenant with what follows from its structure filled in. */
export function ownModel(own: OwnModel, file: File): ModelRow {
  const { source: _, sourceDate: __, confidence: ___, ...facts } = own;
  const kvHeads = own.kvHeads ?? own.attentionHeads;
  const headDim = own.headDim ?? Math.round(own.hiddenSize / own.attentionHeads);
  return {
    ...facts,
    family: own.family ?? own.name,
    organisation: own.organisation ?? null,
    activeParamsB: own.activeParamsB ?? own.totalParamsB,
    kvHeads,
    headDim,
    kvBytesPerTokenFp16: own.kvBytesPerTokenFp16 ?? kvBytesPerToken({ ...own, kvHeads, headDim }),
    releaseDate: own.releaseDate ?? own.sourceDate ?? file.asOf,
    source: ownSource(`structure of ${own.name}`, own, file),
  };
}

/**
 * Bytes of KV cache per token at two bytes a number: keys and values of every KV head of every layer; with multi-head
 * latent attention the latent and the rotary part alone, once per layer (DeepSeek-V2, arXiv 2405.04434, section 2.1).
 */
function kvBytesPerToken(
  model: Pick<ModelRow, 'layers' | 'kvHeads' | 'headDim' | 'mlaKvLoraRank' | 'mlaRopeHeadDim'>,
): number {
  const { layers, kvHeads, headDim, mlaKvLoraRank, mlaRopeHeadDim = 0 } = model;
  const numbers = mlaKvLoraRank === undefined ? 2 * kvHeads * headDim : mlaKvLoraRank + mlaRopeHeadDim;
  return 2 * layers * numbers;
}

export function ownFramework(own: OwnFramework, file: File): FrameworkRow {
  const { source: _, sourceDate: __, confidence: ___, ...facts } = own;
  return {
    ...facts,
    requirementCount: own.requirements.length,
    source: ownSource(`${own.name}, ${own.version}`, own, file),
  };
}

export function ownHardware(own: OwnedHardware, file: File) {
  return ownedHardwareRow(own, ownSource(`servers ${own.name ?? own.id}`, own, file));
}
