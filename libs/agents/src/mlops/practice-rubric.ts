import type { MlopsPractice, WorkloadKind } from '@app/assessments';

export type Need = 'required' | 'recommended';

/** A practice, the kinds of workload that need it, and why. */
export interface PracticeRule {
  readonly practice: MlopsPractice;
  readonly label: string;
  readonly why: string;
  readonly need: Readonly<Partial<Record<WorkloadKind, Need>>>;
  readonly step: string;
  /** What shows that it is in place. */
  readonly proof: string;
}

const ALL: readonly WorkloadKind[] = [
  'llm-serving',
  'rag',
  'agentic',
  'embedding',
  'batch-inference',
  'fine-tuning',
  'training',
  'classic-ml',
];
const ONLINE: readonly WorkloadKind[] = ['llm-serving', 'rag', 'agentic', 'classic-ml'];
const LEARNING: readonly WorkloadKind[] = ['fine-tuning', 'training', 'classic-ml'];

function needs(
  required: readonly WorkloadKind[],
  recommended: readonly WorkloadKind[] = [],
): PracticeRule['need'] {
  return {
    ...Object.fromEntries(recommended.map((kind) => [kind, 'recommended' as const])),
    ...Object.fromEntries(required.map((kind) => [kind, 'required' as const])),
  };
}

function rule(
  practice: MlopsPractice,
  label: string,
  need: PracticeRule['need'],
  why: string,
  ...[step, proof]: readonly [step: string, proof: string]
): PracticeRule {
  return { practice, label, need, why, step, proof };
}

/** Which practice which kind of workload needs: a rubric of this product, open to be read and disagreed with. */
export const PRACTICE_RUBRIC: readonly PracticeRule[] = [
  rule(
    'version-control',
    'Version control',
    needs(ALL),
    'prompts, configuration and code decide the answers',
    'Keep prompts, configuration and evaluation sets in the repository of the service.',
    'A prompt that answered last month can be read word by word.',
  ),
  rule(
    'ci-cd',
    'Build and release pipeline',
    needs(ONLINE, ['embedding', 'batch-inference', 'fine-tuning']),
    'a release by hand cannot be repeated',
    'Release the serving stack from a pipeline that also runs the evaluation.',
    'A release needs no step by hand, and the pipeline refuses one whose evaluation fell.',
  ),
  rule(
    'experiment-tracking',
    'Experiment tracking',
    needs(LEARNING),
    'a trained model must lead back to its data and settings',
    'Log data version, settings and metrics of every training run.',
    'Any served model leads back to its run, its data and its settings.',
  ),
  rule(
    'model-registry',
    'Model registry',
    needs(LEARNING, ['llm-serving', 'rag']),
    'what is served must be known by version',
    'Register each model or adapter with its evaluation before it is served.',
    'The version behind any answer of the last month can be named.',
  ),
  rule(
    'feature-store',
    'Feature store',
    needs([], ['classic-ml']),
    'training and serving must see the same features',
    'Serve features from the definitions that training used.',
    'Training and serving read one definition of each feature.',
  ),
  rule(
    'automated-evaluation',
    'Automated evaluation',
    needs(
      ['llm-serving', 'rag', 'agentic', 'fine-tuning', 'training'],
      ['batch-inference', 'embedding', 'classic-ml'],
    ),
    'a change of model, prompt or index changes answers without an error',
    'Build a set of real cases with expected answers and run it on every change.',
    'A change that makes answers worse is stopped before a user sees one.',
  ),
  rule(
    'canary-release',
    'Gradual release',
    needs([], ONLINE),
    'the first users should not be all users',
    'Send a small share of requests to a new version and compare before widening.',
    'A release that is worse on a small share of requests goes back by itself.',
  ),
  rule(
    'model-monitoring',
    'Monitoring of answers',
    needs(ONLINE, ['batch-inference', 'embedding']),
    'latency and errors do not show a wrong answer',
    'Sample answers, score them, and alert on the score, on latency and on refusals.',
    'A fall of the score of answers raises an alert within the day.',
  ),
  rule(
    'drift-detection',
    'Drift detection',
    needs(['classic-ml'], ['rag', 'fine-tuning']),
    'the world moves away from the data',
    'Compare the inputs of the week with those of the evaluation set.',
    'The weekly comparison has raised an alert on inputs that were changed on purpose.',
  ),
  rule(
    'data-versioning',
    'Data versioning',
    needs([...LEARNING, 'rag'], ['embedding', 'batch-inference']),
    'an index or a model must lead back to the documents it was made of',
    'Store the version of every corpus and training set with what was built from it.',
    'An index or a model can be built again from the version of data that it names.',
  ),
  rule(
    'infrastructure-as-code',
    'Infrastructure as code',
    needs(
      ['llm-serving', 'training', 'fine-tuning'],
      ['rag', 'agentic', 'embedding', 'batch-inference', 'classic-ml'],
    ),
    'a fleet built by hand cannot be rebuilt after a loss',
    'Describe instances, network and access as code and rebuild once from it.',
    'The service has been rebuilt from the repository alone, in an empty account.',
  ),
  rule(
    'incident-runbooks',
    'Incident runbooks',
    needs(ONLINE),
    'nights need written steps',
    'Write the steps for a slow, a wrong and an absent answer, and rehearse them.',
    'Someone who did not write the steps has followed them to the end.',
  ),
  rule(
    'rollback',
    'Rollback',
    needs(ONLINE, ['batch-inference', 'embedding']),
    'the way back must be shorter than the way forward',
    'Keep the last version deployable and switch back to it once on purpose.',
    'The switch back was timed in a rehearsal, and the time is known to whoever is on call.',
  ),
  rule(
    'cost-monitoring',
    'Cost monitoring',
    needs(['agentic'], ALL),
    'what is billed by use grows unseen',
    'Report cost per request and per team daily, with an alert on the trend.',
    'Yesterday’s cost per request and per team is on a page that its owners read.',
  ),
];
