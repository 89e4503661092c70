import type { Assumption, CompletedWorkload, ModelClass, OpenQuestion, WorkloadKind } from '@app/assessments';
import type { ApiPriceRow, Catalog, ModelRow } from '@app/catalog';
import { literal } from '@app/kernel';

/** The model to size and price with, and where it came from. */
export interface ModelChoice {
  /** Open weights to host; null where none is named or meant. */
  readonly row: ModelRow | null;
  readonly origin: 'stated' | 'decided' | 'from-class' | 'from-corpus' | 'assumed-class' | 'none';
  readonly why: string;
  /** Answer or assumption that names it. */
  readonly ref: string | null;
  /** The API named first, then APIs that serve the same weights, or of the same class where only a class is meant. */
  readonly apis: readonly ApiPriceRow[];
  readonly apiStated: boolean;
  readonly assumption: Assumption | null;
  readonly question: OpenQuestion | null;
}

/** Parameters in 10^9, total, up to which a model counts as of a class. */
const CLASS_LIMITS: Readonly<Record<ModelClass, number>> = {
  small: 10,
  medium: 40,
  large: 150,
  frontier: Infinity,
};
const CLASSES: readonly ModelClass[] = ['small', 'medium', 'large', 'frontier'];

/** What is taken where nobody says: the smallest class that is commonly tried first for the kind of work. */
const CLASS_BY_KIND: Readonly<Record<WorkloadKind, ModelClass>> = {
  'llm-serving': 'medium',
  rag: 'medium',
  agentic: 'large',
  embedding: 'small',
  'batch-inference': 'small',
  'fine-tuning': 'small',
  training: 'small',
  'classic-ml': 'small',
};

/** Resolves a workload's model. @throws catalog.unknown-model, catalog.unknown-api-price */
export function chooseModel(workload: CompletedWorkload, catalog: Catalog, apiOnly: boolean): ModelChoice {
  const stated = workload.input.model;
  const at = `/workloads/${workload.index}/model`;
  const api = stated?.apiId === undefined ? null : catalog.apiPrice(stated.apiId);
  const base = { apiStated: api !== null, assumption: null, question: null };
  if (stated?.id !== undefined) {
    const row = catalog.model(stated.id);
    // The same weights elsewhere are the fairest comparison beside an API that is named.
    const same = apisOfSameWeights(row, catalog).filter((entry) => entry.id !== api?.id);
    const apis = api ? [api, ...same] : same;
    return { ...base, row, origin: 'stated', why: 'it is named in the input', ref: `input:${at}/id`, apis };
  }
  const embedder = workload.kind === 'embedding' ? workload.input.corpus?.embeddingModelId : undefined;
  if (embedder !== undefined) {
    const row = catalog.model(embedder);
    const ref = `input:/workloads/${workload.index}/corpus/embeddingModelId`;
    return { ...base, row, origin: 'from-corpus', why: 'the corpus names it', ref, apis: api ? [api] : [] };
  }
  if (api && (apiOnly || stated?.class === undefined)) {
    const why = apiOnly
      ? 'only APIs may be used'
      : 'only an API is named; a model id or class would allow a comparison';
    return { ...base, row: null, origin: 'none', why, ref: `input:${at}/apiId`, apis: [api] };
  }
  if (workload.kind === 'classic-ml') {
    const why = 'classic machine learning is not sized by language models';
    return { ...base, row: null, origin: 'none', why, ref: null, apis: [] };
  }
  return fromClass(workload, catalog, stated?.class, api);
}

function fromClass(
  workload: CompletedWorkload,
  catalog: Catalog,
  stated: ModelClass | undefined,
  api: ApiPriceRow | null,
): ModelChoice {
  const modelClass = stated ?? CLASS_BY_KIND[workload.kind];
  const row = representative(catalog, modelClass, workload.kind === 'embedding' ? 'embedding' : 'chat');
  const pointer = `/workloads/${workload.index}/model`;
  const id = `assumption.${workload.id}.model`;
  const rule = 'the newest model of its class in the catalog, the larger one where two are equally new';
  const why = stated === undefined ? `nothing names a model; ${rule}` : rule;
  return {
    row,
    origin: stated === undefined ? 'assumed-class' : 'from-class',
    why,
    ref: stated === undefined ? null : `input:${pointer}/class`,
    apis: api ? [api] : apisOfClass(row, catalog),
    apiStated: api !== null,
    assumption: {
      id,
      pointer,
      label: `Model of ${literal(workload.name)}`,
      value: `${row.name} (class ${modelClass})`,
      why,
      sources: [row.source],
    },
    // Where nothing at all names a model, intake asks for it.
    question:
      stated === undefined
        ? null
        : {
            id: `question.${workload.id}.model-id`,
            pointer: `${pointer}/id`,
            question: 'Which model is to be hosted?',
            why: `${row.name} stands for the class ${modelClass} until a model is named; memory, hardware and cost hang on it.`,
            priority: 'should',
          },
  };
}

/** The newest model of a class; every class of the shipped catalog has chat models, embeddings are all small. */
function representative(catalog: Catalog, modelClass: ModelClass, kind: ModelRow['kind']): ModelRow {
  const place = CLASSES.indexOf(modelClass);
  const above = place === 0 ? 0 : CLASS_LIMITS[CLASSES[place - 1] as ModelClass];
  const ofKind = catalog.models.filter((row) => row.kind === kind);
  const inClass = ofKind.filter(
    (row) => row.totalParamsB > above && row.totalParamsB <= CLASS_LIMITS[modelClass],
  );
  const pool = inClass.length > 0 ? inClass : ofKind;
  const newestFirst = [...pool].sort(
    (a, b) =>
      (a.releaseDate < b.releaseDate ? 1 : a.releaseDate > b.releaseDate ? -1 : 0) ||
      b.totalParamsB - a.totalParamsB ||
      (a.id < b.id ? -1 : 1),
  );
  return newestFirst[0] as ModelRow;
}

/** The class that a number of parameters (10^9, total) falls in. */
export function classOf(totalParamsB: number): ModelClass {
  return CLASSES.find((name) => totalParamsB <= CLASS_LIMITS[name]) ?? 'frontier';
}

/** Where only a class is meant, any API that serves open weights of that class is comparable. */
function apisOfClass(row: ModelRow, catalog: Catalog): ApiPriceRow[] {
  const wanted = classOf(row.totalParamsB);
  const peers = catalog.models.filter(
    (other) => other.kind === row.kind && classOf(other.totalParamsB) === wanted,
  );
  return [...new Set(peers.flatMap((other) => apisOfSameWeights(other, catalog)))];
}

/** Words that a provider adds to a model's name without changing its weights' size. */
const VARIANTS = new Set(['instruct', 'versatile', 'instant', 'turbo', 'fp8', 'v1', '0', 'it', 'chat', '1']);

/** APIs whose model id spells the same weights: all words of the model's id in a row, then only variant words. */
export function apisOfSameWeights(row: ModelRow, catalog: Catalog): ApiPriceRow[] {
  const wanted = words(row.id);
  return catalog.apiPrices.filter((api) => {
    const given = words(api.modelId);
    const start = given.findIndex((_word, index) =>
      wanted.every((word, step) => given[index + step] === word),
    );
    return start >= 0 && given.slice(start + wanted.length).every((word) => VARIANTS.has(word));
  });
}

/** `Llama-3.3-70B-Instruct` gives llama 3 3 70b instruct; `llama3-3` the same, for a digit after a letter splits. */
function words(id: string): string[] {
  return id
    .toLowerCase()
    .replace(/([a-z]{3,})(\d)/g, '$1-$2')
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}
