import { AGENT_IDS } from '@app/agents';
import { synthesise } from '@app/synthesis';
import { z } from 'zod';
import { decisionsFileOf } from '../files/decisions-file';
import { evidenceFileOf } from '../files/evidence-file';
import { type FactBase, packedSynthesis } from '../files/fact-base';
import { type FrameworkEdition, frameworksFileOf } from '../files/frameworks-file';
import type { InputFile } from '../files/input-file';
import { readmeOf } from '../files/readme';
import { asRead } from '../pack-json';
import * as layout from '../pack-layout';
import { differences, printed } from './differences';
import { type PackDocuments, parsed } from './pack-documents';
import type { Alteration } from './pack-verdict';

const MOST_OF_ONE = 20;

const text = z.string();
const editionsFile = z.looseObject({
  rows: z.record(
    text,
    z.looseObject({ id: text, name: text, version: text, authority: text, source: z.unknown() }),
  ),
});

/** What follows from other files of the pack is made again from them, and compared place by place. */
export function checkDerived(documents: PackDocuments, files: ReadonlyMap<string, Uint8Array>): Alteration[] {
  const factBase = documents.factBase as unknown as FactBase;
  const input = documents.input as unknown as InputFile;
  const { approvals } = documents.decisions;
  return [
    ...compared(layout.EVIDENCE, documents.evidence, evidenceFileOf(input, factBase)),
    ...compared(layout.DECISIONS, documents.decisions, decisionsFileOf(factBase, approvals)),
    ...compared(layout.FRAMEWORKS, documents.frameworks, frameworksFileOf(factBase, editionsOf(files))),
    ...synthesis(factBase),
    ...ofOneRun(documents),
    ...readme(files, factBase),
  ];
}

function compared(file: string, got: unknown, made: unknown): Alteration[] {
  return differences(asRead(made), got, MOST_OF_ONE).map((one) => ({
    file,
    pointer: one.pointer,
    what: `${one.got} here; from the other files of the pack follows ${one.expected}`,
    found: 'contradiction',
  }));
}

/** The outputs are joined again: board, ranking and what is missing follow from them and from what people decided. */
function synthesis({ figures, agents, run, synthesis: got }: FactBase): Alteration[] {
  const byId = new Map(figures.map((entry) => [entry.id, entry]));
  try {
    const outputs = agents.flatMap(({ status, output }) => {
      if (status !== 'succeeded' || !output) return [];
      const { figureIds, ...said } = output;
      return [{ ...said, figures: figureIds.flatMap((id) => byId.get(id) ?? []) }];
    });
    const made = packedSynthesis(synthesise(outputs, AGENT_IDS, run.decisions));
    return differences(asRead(made), got, MOST_OF_ONE).map((one) =>
      inFile(
        layout.FACT_BASE,
        `/synthesis${one.pointer}`,
        `${one.got} here; from the outputs of the agents follows ${one.expected}`,
      ),
    );
  } catch {
    return [
      inFile(
        layout.FACT_BASE,
        '/agents',
        'the outputs of the agents cannot be joined: they contradict each other',
      ),
    ];
  }
}

function editionsOf(files: ReadonlyMap<string, Uint8Array>): FrameworkEdition[] {
  const read = editionsFile.safeParse(parsed(files.get('catalog/frameworks.json') ?? new Uint8Array()));
  return Object.values(read.data?.rows ?? {}).sort((one, other) => layout.byName(one.id, other.id));
}

/** Input and timeline belong to the run of the fact base. */
function ofOneRun({ factBase, input, timeline }: PackDocuments): Alteration[] {
  const { run, agents } = factBase;
  const facts = [
    ['/assessmentId', run.assessmentId, input.assessmentId],
    ['/assessmentVersion', run.assessmentVersion, input.assessmentVersion],
  ] as const;
  const known = new Set(agents.map(({ agent }) => agent));
  return [
    ...facts.flatMap(([pointer, expected, got]) =>
      expected === got
        ? []
        : [
            inFile(
              layout.INPUT,
              pointer,
              `${printed(got)} here, ${printed(expected)} in ${layout.FACT_BASE}`,
            ),
          ],
    ),
    ...timeline.attempts.flatMap(({ agent }, index) =>
      known.has(agent)
        ? []
        : [inFile(layout.TIMELINE, `/attempts/${index}`, `agent ${agent} is not in ${layout.FACT_BASE}`)],
    ),
  ];
}

/** The README names the run, and says how to check what people are told. */
function readme(files: ReadonlyMap<string, Uint8Array>, factBase: FactBase): Alteration[] {
  const content = files.get(layout.README);
  if (content === undefined) return [];
  const got = Buffer.from(content).toString('utf8').split('\n');
  const made = readmeOf(factBase).split('\n');
  const line = made.findIndex((text, index) => text !== got[index]);
  const at = line === -1 && got.length !== made.length ? made.length : line;
  if (at === -1) return [];
  const what = `line ${at + 1} is ${printed(got[at])}; in the README of this run it is ${printed(made[at])}`;
  return [{ ...inFile(layout.README, '', what), pointer: null }];
}

function inFile(file: string, pointer: string, what: string): Alteration {
  return { file, pointer, what, found: 'contradiction' };
}
