import { ApiProperty } from '@nestjs/swagger';
import {
  type OpenDraft,
  type Proposal,
  type Proposals,
  type SeenThing,
  type Upload,
  UPLOAD_KINDS,
  type UploadApplication,
  type UploadKind,
  type UploadSummary,
} from '@app/uploads';

const LONGEST_TEXT = 2_000;

export class UploadApplicationView {
  @ApiProperty({ format: 'date-time' })
  at: string;

  @ApiProperty({ enum: ['assessment', 'budget', 'overrides'] })
  target: UploadApplication['target'];

  @ApiProperty({ description: 'Id of the assessment, the budget or the file of overrides' })
  targetId: string;

  @ApiProperty({ type: Number, nullable: true, description: 'Version of the target that came of it' })
  version: number | null;

  @ApiProperty({ type: [String], example: ['p1'] })
  proposals: readonly string[];
}

/** A stored file, as it is listed. */
export class UploadView {
  @ApiProperty({ example: '01KA4RZ2V9J5Q6M7N8P9R0S1T2' })
  id: string;

  @ApiProperty({ enum: UPLOAD_KINDS })
  kind: UploadKind;

  @ApiProperty({ type: String, nullable: true })
  fileName: string | null;

  @ApiProperty({ example: 48_213 })
  bytes: number;

  @ApiProperty({ description: 'Of the file as it was sent' })
  sha256: string;

  @ApiProperty({ description: 'What its content is', example: 'json' })
  form: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    description: 'What its sender said',
  })
  said: Readonly<Record<string, string>>;

  @ApiProperty({
    type: UploadApplicationView,
    isArray: true,
    description: 'What was made of it, oldest first',
  })
  applications: UploadApplicationView[];

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty({ example: { self: '/v1/uploads/01KA4RZ2V9J5Q6M7N8P9R0S1T2' } })
  links: Readonly<Record<'self' | 'proposals' | 'apply' | 'content', string>>;
}

export const UPLOAD_FIELDS = [
  'id',
  'kind',
  'fileName',
  'bytes',
  'sha256',
  'form',
  'said',
  'applications',
  'createdAt',
  'links',
] as const;

/** Something that the file holds and of which nothing is proposed. */
export class SeenThingView {
  @ApiProperty({ example: 'aws_s3_bucket' })
  what: string;

  @ApiProperty({ example: 4 })
  count: number;

  @ApiProperty({ example: 'object storage; an assessment has no place for it' })
  detail: string;

  @ApiProperty({ type: Number, nullable: true })
  line: number | null;

  @ApiProperty({ description: 'JSON pointer, or the name of a column' })
  path: string;
}

/** A stored file with what was read from it. */
export class UploadReadView extends UploadView {
  @ApiProperty({ description: 'Changes that it holds, before they are held against anything' })
  drafts: number;

  @ApiProperty({ type: SeenThingView, isArray: true })
  seen: SeenThingView[];
}

export class UploadPageView {
  @ApiProperty({ type: UploadView, isArray: true })
  items: Array<Partial<UploadView>>;

  @ApiProperty({ type: String, nullable: true })
  nextCursor: string | null;
}

/** One change to confirm. */
export class UploadProposalView {
  @ApiProperty({ example: 'p1' })
  id: string;

  @ApiProperty({ enum: ['assessment', 'budget', 'overrides'] })
  target: Proposal['target'];

  @ApiProperty({ description: 'Into the input of the assessment', example: '/currentInfrastructure/-' })
  pointer: string;

  @ApiProperty({
    nullable: true,
    type: 'object',
    additionalProperties: true,
    description: 'What stands there now',
  })
  from: unknown;

  @ApiProperty({ nullable: true, type: 'object', additionalProperties: true })
  to: unknown;

  @ApiProperty({
    description: `Whether from or to is a text cut after ${LONGEST_TEXT} characters, here only`,
  })
  isCut: boolean;

  @ApiProperty()
  why: string;

  @ApiProperty({ type: Number, nullable: true })
  sourceLine: number | null;

  @ApiProperty()
  sourcePath: string;
}

/** What fits no place of the assessment, or several. */
export class UploadOpenView {
  @ApiProperty({ example: 'p2' })
  id: string;

  @ApiProperty()
  why: string;

  @ApiProperty({ type: Number, nullable: true })
  sourceLine: number | null;

  @ApiProperty()
  sourcePath: string;
}

export class UploadProposalsView {
  @ApiProperty({ type: UploadProposalView, isArray: true })
  items: UploadProposalView[];

  @ApiProperty({ type: UploadOpenView, isArray: true })
  open: UploadOpenView[];

  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'Version of the assessment that they are held against: send its ETag as If-Match',
  })
  assessmentVersion: number | null;
}

export function toUploadView(upload: UploadSummary): UploadView {
  const { id, kind, fileName, bytes, sha256, form, wish, applications, createdAt } = upload;
  const self = `/v1/uploads/${id}`;
  return {
    ...{ id, kind, fileName, bytes, sha256, form, said: { ...wish } },
    applications: applications.map(toApplicationView),
    createdAt: createdAt.toISOString(),
    links: { self, proposals: `${self}/proposals`, apply: `${self}/apply`, content: `${self}/content` },
  };
}

export function toUploadReadView(upload: Upload): UploadReadView {
  return { ...toUploadView(upload), drafts: upload.drafts.length, seen: upload.seen.map(toSeenView) };
}

export function toApplicationView(one: UploadApplication): UploadApplicationView {
  const { at, target, targetId, version, proposals } = one;
  return { at: at.toISOString(), target, targetId, version, proposals };
}

export function toProposalsView(
  { proposals, open }: Proposals,
  assessmentVersion: number | null,
): UploadProposalsView {
  return { items: proposals.map(toProposalView), open: open.map(toOpenView), assessmentVersion };
}

function toProposalView({ id, target, pointer, from, to, why, line, path }: Proposal): UploadProposalView {
  const isCut = [from, to].some((value) => cut(value) !== value);
  return {
    id,
    target,
    pointer,
    from: cut(from),
    to: cut(to),
    isCut,
    why,
    sourceLine: line,
    sourcePath: path,
  };
}

function toOpenView({ id, why, line, path }: OpenDraft): UploadOpenView {
  return { id, why, sourceLine: line, sourcePath: path };
}

function toSeenView({ what, count, detail, line, path }: SeenThing): SeenThingView {
  return { what, count, detail, line, path };
}

function cut(value: unknown): unknown {
  return typeof value === 'string' && value.length > LONGEST_TEXT ? value.slice(0, LONGEST_TEXT) : value;
}
