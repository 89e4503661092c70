import type { FactBase } from './fact-base';

/** What the pack is and how to check it, for somebody who has never seen one. */
export function readmeOf({ run }: FactBase): string {
  return `AUDIT PACK
Assessment: ${oneLine(run.assessmentName)} (${run.assessmentId}, version ${run.assessmentVersion})
Run:        ${run.id}, ${run.state}, ended ${run.endedAt ?? 'at an unknown time'}, facts as of ${run.asOf}

What this is
  Everything that one assessment run of Infra Mind rests on and found, so that
  somebody who trusts neither the people nor the server can follow each number
  from the report to its source.

What is in it
  reports/             the report, in every format whose bytes can be repeated;
                       document.json is what each of them is printed from
  fact-base.json       every figure with its formula, inputs, sources and range;
                       what each agent said; how it was joined
  input.json           the version of the assessment that the run used
  catalog/             the rows of the catalog that figures of this run rest on;
                       index.json says which figure uses which row, own-files.json
                       holds the organisation's own files that stood
  frameworks.json      frameworks with versions, what applies and why, verdicts
  evidence.json        each named artefact with dates and grade
  decisions.json       what was decided: votes, rules, people with name and time
  timeline.json        phases, attempts, questions to language models
  software.json        versions of what made the run and this pack
  MANIFEST.sha256      the SHA-256 of every other file

How to follow a number
  Find its id in the report's appendix, then the same id in fact-base.json under
  "figures". "inputs" names what it was computed from: other figures, or answers
  as input:/path, which is the place in "input" of input.json. A figure that
  begins with "catalog." is a fact: catalog/index.json names its row and field.

How to check that nothing was altered
  infra-mind verify <this zip>       needs no server and no network
  sha256sum -c MANIFEST.sha256       in the unpacked directory, with any system
  The second finds a changed or missing file, but not an added one, and not a
  file whose line in the manifest was changed too. The first also finds added
  files and contradictions between files; it computes the run again from
  input.json and the catalog, and prints every report again.

What no check of this file alone can find
  Who can change the pack can change the manifest. Another input with all that
  follows from it, a date, a name or an approval would not show. Keep the SHA-256
  of the zip itself somewhere else, in a ticket or a signed mail, when you
  receive it: as long as that stays the same, so did every byte in here.

What is not in it
  Prompts and answers of language models, keys, names of machines. Actions that
  were taken after the run are not part of it, save approvals where they are kept.
`;
}

/** People choose names: a line break in one must not write a line of ours. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ').slice(0, 200);
}
