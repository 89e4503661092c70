import type { ComplianceFacts, Stated } from './compliance-facts';
import { isInEea, isInUs } from './jurisdiction';
import type { TriggerState } from './trigger-assessment';

/** What a rule concludes from the facts; the answers are those that it read. */
export interface RuleOutcome {
  readonly state: TriggerState;
  readonly why: string;
  readonly answers: readonly string[];
}

type Rule = (facts: ComplianceFacts) => RuleOutcome;

/** Classes of data about people. A payment card is somebody's: GDPR Art. 4(1) covers it as any other identifier. */
export const PERSONAL_CLASSES: ReadonlySet<string> = new Set([
  'personal',
  'special-category',
  'health',
  'children',
  'payment-card',
]);
const GENERATIVE_KINDS = new Set(['llm-serving', 'rag', 'agentic']);
/** A batch may classify or write, and so may what is trained: the kind alone does not say. */
const PERHAPS_GENERATIVE = new Set(['batch-inference', 'fine-tuning', 'training']);
const TRAINING_KINDS = new Set(['fine-tuning', 'training']);

/** Industries, as exact values, that the EU calls financial entities (DORA Art. 2) or the US covered entities. */
const FINANCIAL = new Set(['banking', 'bank', 'insurance', 'investment', 'payments', 'crypto-assets']);
const US_HEALTH = new Set(['healthcare', 'hospital', 'health-insurance', 'pharmacy']);

/** Triggers that answers can settle. All others are true when declared and undetermined otherwise. */
export const TRIGGER_RULES: Readonly<Record<string, Rule>> = {
  personal_data_eu: personalDataInEea,
  special_category_data: (facts) =>
    holdsData(facts, new Set(['special-category', 'health']), 'special-category or health data'),
  children_data: (facts) => holdsData(facts, new Set(['children']), 'data of children'),
  cardholder_data: (facts) => holdsData(facts, new Set(['payment-card']), 'payment card data'),
  phi: (facts) =>
    both(
      both(
        holdsData(facts, new Set(['health']), 'health data'),
        regionIn(facts, isInUs, 'the United States'),
        'health data in the United States',
      ),
      industryIn(facts, US_HEALTH, 'a kind of organisation that HIPAA covers'),
      'health data of a covered organisation in the United States',
    ),
  hipaa_covered_entity: (facts) => industryIn(facts, US_HEALTH, 'a kind of organisation that HIPAA covers'),
  eu_financial_entity: (facts) =>
    both(
      industryIn(facts, FINANCIAL, 'a kind of financial entity'),
      regionIn(facts, isInEea, 'the European Economic Area'),
      'a financial entity in the European Economic Area',
    ),
  eu_ai_system: (facts) => regionIn(facts, isInEea, 'the European Economic Area'),
  // What never was in the European Economic Area does not leave it.
  eu_transfer: (facts) =>
    both(personalDataInEea(facts), leavesEea(facts), 'a transfer out of the European Economic Area'),
  california_consumers: perhapsCalifornia,
  no_eu_establishment: establishedOutside,
  controller_role: controllerUnlessProcessor,
  any_ai: (facts) =>
    facts.workloads.length > 0
      ? raised(
          'the assessment describes an AI workload',
          facts.workloads.map((entry) => entry.kind),
        )
      : { state: 'undetermined', why: 'no workload is stated', answers: [] },
  generative_ai: (facts) => kindIn(facts, GENERATIVE_KINDS, 'a generative workload'),
  synthetic_content: (facts) => kindIn(facts, GENERATIVE_KINDS, 'a workload that generates text'),
  ai_training: (facts) => kindIn(facts, TRAINING_KINDS, 'a workload that trains or fine-tunes'),
  third_party_model: (facts) => {
    const answers = facts.workloads.flatMap((entry) =>
      entry.thirdPartyModel ? [entry.thirdPartyModel] : [],
    );
    return answers.length > 0
      ? { state: 'raised', why: 'a workload names a model or API that somebody else made', answers }
      : { state: 'undetermined', why: 'no workload names its model', answers: [] };
  },
};

function holdsData(facts: ComplianceFacts, classes: ReadonlySet<string>, what: string): RuleOutcome {
  const stated = listsOf(facts, 'dataClasses');
  const holders = stated.filter((entry) => entry.value.some((name) => classes.has(name)));
  if (holders.length > 0) return raised(`a workload handles ${what}`, holders);
  if (stated.length < facts.workloads.length || stated.length === 0) {
    return { state: 'undetermined', why: 'not every workload states its data classes', answers: [] };
  }
  return notRaised(`no workload handles ${what}`, stated);
}

function regionIn(facts: ComplianceFacts, test: (region: string) => boolean, where: string): RuleOutcome {
  const regions = facts.regions && facts.regions.value.length > 0 ? [facts.regions] : [];
  const stated = [...regions, ...listsOf(facts, 'residency')];
  const inside = stated.filter((entry) => entry.value.some(test));
  if (inside.length > 0) return raised(`a stated region lies in ${where}`, inside);
  if (regions.length === 0) {
    return { state: 'undetermined', why: 'the regions of the organisation are not stated', answers: [] };
  }
  return notRaised(`no stated region lies in ${where}`, stated);
}

/** What workloads state of a kind. An empty list states nothing: who handles no personal data says what it is instead. */
function listsOf(
  facts: ComplianceFacts,
  name: 'dataClasses' | 'residency',
): Array<Stated<readonly string[]>> {
  return facts.workloads.flatMap(({ [name]: list }) => (list && list.value.length > 0 ? [list] : []));
}

function industryIn(facts: ComplianceFacts, industries: ReadonlySet<string>, what: string): RuleOutcome {
  if (!facts.industry) return { state: 'undetermined', why: 'the industry is not stated', answers: [] };
  const known = industries.has(facts.industry.value.trim().toLowerCase());
  // An industry outside the closed list proves nothing: a retailer may run a bank.
  return known
    ? raised(`the stated industry is ${what}`, [facts.industry])
    : {
        state: 'undetermined',
        why: `the stated industry is not in the list of ${what}; a declaration would settle it`,
        answers: [facts.industry.answer],
      };
}

function kindIn(facts: ComplianceFacts, kinds: ReadonlySet<string>, what: string): RuleOutcome {
  const all = facts.workloads.map((entry) => entry.kind);
  const matching = all.filter((entry) => kinds.has(entry.value));
  if (matching.length > 0) return raised(`there is ${what}`, matching);
  if (all.length === 0) return { state: 'undetermined', why: 'no workload is stated', answers: [] };
  if (kinds === GENERATIVE_KINDS && all.some((entry) => PERHAPS_GENERATIVE.has(entry.value))) {
    const why = 'the kinds of the workloads do not say whether they generate content';
    return { state: 'undetermined', why, answers: all.map((entry) => entry.answer) };
  }
  return notRaised(`no stated kind is that of ${what}`, all);
}

function personalDataInEea(facts: ComplianceFacts): RuleOutcome {
  return both(
    holdsData(facts, PERSONAL_CLASSES, 'personal data'),
    regionIn(facts, isInEea, 'the European Economic Area'),
    'personal data of people in the European Economic Area',
  );
}

function leavesEea(facts: ComplianceFacts): RuleOutcome {
  const stated = listsOf(facts, 'residency');
  const outside = stated.filter((entry) => entry.value.some((region) => !isInEea(region)));
  if (outside.length > 0) return raised('a residency outside the European Economic Area is stated', outside);
  if (stated.length === facts.workloads.length && stated.length > 0) {
    return notRaised('every workload is bound to the European Economic Area', stated);
  }
  return { state: 'undetermined', why: 'not every workload states a residency', answers: [] };
}

/**
 * Whoever processes personal data on nobody's behalf decides on it (GDPR Art. 4(7) and 28(10)). A declared processor may
 * be a controller besides; that only a declaration can settle.
 */
function controllerUnlessProcessor({ declarations, denials }: ComplianceFacts): RuleOutcome {
  const processor = declarations.find((entry) => entry.value === 'processor_role');
  if (processor) {
    const why = 'it is declared to process for somebody else, and not whether for itself as well';
    return { state: 'undetermined', why, answers: [processor.answer] };
  }
  if (denials?.some((entry) => entry.value === 'controller_role')) {
    return { state: 'undetermined', why: 'it is denied', answers: [] };
  }
  return raised('nobody declares that the data is processed for somebody else', []);
}

/** Regions outside alone are an organisation without an establishment within; of both, one may be a market only. */
function establishedOutside({ regions }: ComplianceFacts): RuleOutcome {
  const stated = regions?.value ?? [];
  if (!regions || stated.length === 0) {
    return { state: 'undetermined', why: 'the regions of the organisation are not stated', answers: [] };
  }
  if (stated.every(isInEea)) {
    return notRaised('every stated region lies in the European Economic Area', [regions]);
  }
  if (!stated.some(isInEea)) return raised('no stated region lies in the European Economic Area', [regions]);
  const why =
    'a stated region lies in the European Economic Area, and whether there is an establishment in it only a declaration can settle';
  return { state: 'undetermined', why, answers: [regions.answer] };
}

/** Only who handles data of people in the United States can meet the thresholds; whether one does, no answer says. */
function perhapsCalifornia(facts: ComplianceFacts): RuleOutcome {
  const inUs = regionIn(facts, isInUs, 'the United States');
  if (inUs.state !== 'raised') return inUs;
  const why = `${inUs.why}, and whether the thresholds of the law are met only a declaration can settle`;
  return { ...inUs, state: 'undetermined', why };
}

/** Three-valued and: a settled no wins over an open half. */
function both(a: RuleOutcome, b: RuleOutcome, what: string): RuleOutcome {
  const no = [a, b].find((half) => half.state === 'not-raised');
  if (no) return no;
  const open = [a, b].find((half) => half.state === 'undetermined');
  if (open) return open;
  return {
    state: 'raised',
    why: `${a.why} and ${b.why}: ${what}`,
    answers: [...new Set([...a.answers, ...b.answers])],
  };
}

function raised(why: string, from: ReadonlyArray<Stated<unknown>>): RuleOutcome {
  return { state: 'raised', why, answers: [...new Set(from.map((entry) => entry.answer))] };
}

function notRaised(why: string, from: ReadonlyArray<Stated<unknown>>): RuleOutcome {
  return { state: 'not-raised', why, answers: [...new Set(from.map((entry) => entry.answer))] };
}
