import { Injectable } from '@nestjs/common';
import type {
  CatalogOverrides,
  OverrideFile,
  OverrideKind,
  OverrideUpload,
  ReadOverrides,
} from '@app/catalog';
import { loadCatalog, NO_OVERRIDES, readOverrideSteps } from '@app/catalog';
import { Clock, newId } from '@app/kernel';
import { inTurns } from './in-turns';
import type { OverrideSet, OverrideSummary, StoredOverride } from './override';
import { OverrideRepository } from './override.repository';
import {
  badOverrideFile,
  overrideNotFound,
  overridesBusy,
  overrideVersionNotFound,
  tooManyOverrides,
} from './overrides.errors';

/** What all files of a tenant together may come to. */
export const MOST_OVERRIDE_FILES = 50;
export const MOST_ROWS_TOGETHER = 20_000;
/** Each is held against every price of the catalog. */
export const MOST_DISCOUNTS = 500;
/** Each may have a thousand requirements, and every run judges all of them. */
export const MOST_FRAMEWORKS = 20;

/** How often a change is tried against others who change the same tenant's files. */
const MOST_TRIES = 20;

/** A change that was made: the file it is about and the version it led to. */
export interface OverrideChange {
  readonly override: StoredOverride;
  readonly version: number;
}

/** A tenant's own files of facts: uploaded, listed, removed. Each change makes a version; runs keep to theirs. */
@Injectable()
export class OverridesService {
  constructor(
    private readonly repository: OverrideRepository,
    private readonly clock: Clock,
  ) {}

  /** What a file holds and what is wrong with it; nothing is stored. @throws overrides.limit-passed */
  async check(tenantId: string, upload: OverrideUpload): Promise<ReadOverrides> {
    const today = this.clock.now().toISOString().slice(0, 10);
    const read = await inTurns(readOverrideSteps({ ...upload, today }, loadCatalog()));
    if (read.file !== null) this.refuseTooMany(withFile(await this.newest(tenantId), sizeOf(read.file)));
    return read;
  }

  /**
   * Stores a file; it stands from the next version on, in place of one of the same name. With an `id` that was
   * reserved before, doing it again gives what was done.
   * @throws overrides.bad-rows when any row is wrong: then nothing is stored
   * @throws overrides.limit-passed, overrides.busy
   */
  async upload(tenantId: string, upload: OverrideUpload, id: string = newId()): Promise<OverrideChange> {
    const { file, problems } = await this.check(tenantId, upload);
    if (file === null) throw badOverrideFile(problems);
    const override = await this.repository.insert(tenantId, id, file, this.clock.now());
    const version = await this.change(tenantId, (set) =>
      set.files.some((one) => one.id === id) ? null : withFile(set, summaryOf(override)),
    );
    return { override, version };
  }

  /** The files at a version, the newest unless one is named. @throws overrides.version-not-found */
  async list(tenantId: string, version?: number): Promise<OverrideSet> {
    const newest = await this.newest(tenantId);
    if (version === undefined || version === newest.version) return newest;
    return this.setAt(tenantId, version, newest.version);
  }

  /** One file that stands, with its rows. @throws overrides.not-found */
  async get(tenantId: string, id: string): Promise<StoredOverride> {
    const { files } = await this.newest(tenantId);
    const found = files.some((one) => one.id === id) ? await this.repository.find(tenantId, id) : null;
    if (!found) throw overrideNotFound(id);
    return found;
  }

  /** Takes a file out. Runs that were accepted before go on with it. @throws overrides.not-found, overrides.busy */
  async remove(tenantId: string, id: string): Promise<number> {
    return this.change(tenantId, (set) => {
      const files = set.files.filter((one) => one.id !== id);
      if (files.length === set.files.length) throw overrideNotFound(id);
      return { ...set, files };
    });
  }

  /** What a run that is accepted now is to use; 0 when the tenant has no files. */
  async currentVersion(tenantId: string): Promise<number> {
    const { version, files } = await this.newest(tenantId);
    return files.length === 0 ? 0 : version;
  }

  /** The files with their rows, as an effective catalog takes them. @throws overrides.version-not-found */
  async overridesAt(tenantId: string, version: number): Promise<CatalogOverrides> {
    if (version === 0) return NO_OVERRIDES;
    const set = await this.setAt(tenantId, version, version);
    const ids = set.files.map(({ id }) => id);
    const stored = new Map((await this.repository.findAll(tenantId, ids)).map((one) => [one.id, one.file]));
    const files = ids.flatMap((id) => stored.get(id) ?? []);
    if (files.length !== ids.length) throw overrideVersionNotFound(version, version);
    return { version, files };
  }

  private async newest(tenantId: string): Promise<OverrideSet> {
    return (await this.repository.newestSet(tenantId)) ?? { tenantId, version: 0, files: [] };
  }

  private async setAt(tenantId: string, version: number, newest: number): Promise<OverrideSet> {
    const set = version === 0 ? { tenantId, version, files: [] } : null;
    const found = set ?? (await this.repository.findSet(tenantId, version));
    if (!found) throw overrideVersionNotFound(version, newest);
    return found;
  }

  /** Makes the next version out of the newest; null of `make` leaves that as it is. */
  private async change(tenantId: string, make: (set: OverrideSet) => OverrideSet | null): Promise<number> {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const current = await this.newest(tenantId);
      const next = make(current);
      if (next === null) return current.version;
      this.refuseTooMany(next);
      const version = current.version + 1;
      if (await this.repository.insertSet({ ...next, version }, this.clock.now())) return version;
    }
    throw overridesBusy();
  }

  private refuseTooMany({ files }: { readonly files: readonly Sized[] }): void {
    const rowsOf = (wanted?: OverrideKind): number =>
      files.reduce((sum, { kind, rowCount }) => sum + (kind === (wanted ?? kind) ? rowCount : 0), 0);
    const bounds: ReadonlyArray<readonly [what: string, most: number, there: number]> = [
      ['files', MOST_OVERRIDE_FILES, files.length],
      ['rows', MOST_ROWS_TOGETHER, rowsOf()],
      ['discounts', MOST_DISCOUNTS, rowsOf('discounts')],
      ['frameworks', MOST_FRAMEWORKS, rowsOf('frameworks')],
    ];
    for (const [what, most, there] of bounds) if (there > most) throw tooManyOverrides(what, most, there);
  }
}

type Sized = Pick<OverrideSummary, 'kind' | 'name' | 'rowCount'>;

function withFile<One extends Sized>(set: OverrideSet, file: One) {
  return { ...set, files: [...set.files.filter(({ name }) => name !== file.name), file] };
}

function sizeOf({ kind, name, rows }: OverrideFile): Sized {
  return { kind, name, rowCount: rows.length };
}

function summaryOf({ id, kind, name, asOf, rowCount, createdAt }: StoredOverride): OverrideSummary {
  return { id, kind, name, asOf, rowCount, createdAt };
}
