import {
  type ActivityEvent,
  type ErrorBody,
  type NameVersionRequest,
  namedEntryId,
  ToileError,
  type Version,
  type VersionPage,
  type VersionsRequest,
} from '@toile/protocol';
import { newestFirst } from './activity-log.js';
import { Listeners } from './listeners.js';

/** The versions of one design as far as they have been read. A new object whenever anything in it changes. */
export interface DesignHistory {
  /** Oldest first. */
  readonly versions: readonly Version[];
  /** How many there are in all. */
  readonly total: number;
  readonly reading: boolean;
  /** Why the last reading failed; it is tried again when the connection is back. */
  readonly error: ErrorBody | null;
}

interface HistoryWire {
  /** Each rejects with a ToileError. */
  versions(request: VersionsRequest): Promise<VersionPage>;
  nameVersion(request: NameVersionRequest): Promise<Version>;
}

const unread: DesignHistory = { versions: [], total: 0, reading: false, error: null };

/**
 * Versions of designs: read when somebody looks at a design's history, kept up to date while they do.
 */
export class HistoryShelf {
  readonly #wire: HistoryWire;
  readonly #histories = new Map<string, DesignHistory>();
  readonly #listeners = new Map<string, Listeners>();

  constructor(wire: HistoryWire) {
    this.#wire = wire;
  }

  of(designId: string): DesignHistory {
    return this.#histories.get(designId) ?? unread;
  }

  /** Hear of changes of a design's history, the newest page of which is read where it has not been. */
  subscribe(designId: string, listener: () => void): () => void {
    const listeners = this.#listeners.get(designId) ?? new Listeners();
    this.#listeners.set(designId, listeners);
    const off = listeners.add(listener);
    if (!this.#histories.has(designId)) void this.#read(designId, 'newest');
    return () => {
      off();
      if (listeners.size > 0 || this.#listeners.get(designId) !== listeners) return;
      this.#listeners.delete(designId);
      // Nobody is told of what happens from here on: it is read afresh the next time.
      this.#histories.delete(designId);
    };
  }

  /** One page, as the server has it: newest first. Rejects with a ToileError. */
  versions(request: VersionsRequest): Promise<VersionPage> {
    return this.#wire.versions(request);
  }

  /** Read a page further back. Never rejects: see `DesignHistory.error`. */
  async readOlder(designId: string): Promise<void> {
    const { versions, total, reading } = this.of(designId);
    if (!reading && versions.length < total) await this.#read(designId, 'older');
  }

  /**
   * Name a version, or the design's present state where `versionId` is null; a null name takes it back. Answers
   * the version. Rejects with a ToileError.
   */
  async nameVersion(
    designId: string,
    name: string | null,
    versionId: string | null = null,
  ): Promise<Version> {
    const version = await this.#wire.nameVersion({ designId, versionId, name });
    this.#take(version);
    return version;
  }

  event({ entries, gone, gap }: ActivityEvent): void {
    if (gap) this.refresh();
    for (const entry of entries) {
      if (entry.kind === 'version' || entry.kind === 'named') this.#take(entry.version);
    }
    for (const id of gone) this.#unname(id);
  }

  /** The connection is new: what was missed is read. */
  refresh(): void {
    for (const designId of this.#listeners.keys()) void this.#read(designId, 'newest');
  }

  clear(): void {
    this.#listeners.clear();
  }

  async #read(designId: string, page: 'newest' | 'older'): Promise<void> {
    const [first] = this.of(designId).versions;
    const before = page === 'older' && first ? { before: { atMs: first.atMs, id: first.id } } : {};
    this.#change(designId, { reading: true, error: null });
    try {
      const { versions, total } = await this.#wire.versions({ designId, ...before });
      const known = this.of(designId).versions;
      const ids = new Set(versions.map(({ id }) => id));
      // The newest page either joins on to what is known, or takes its place.
      const joins = page === 'older' || known.some(({ id }) => ids.has(id));
      const kept = joins ? known.filter(({ id }) => !ids.has(id)) : [];
      this.#change(designId, { versions: oldestFirst([...versions, ...kept]), total, reading: false });
    } catch (cause) {
      const error = cause instanceof ToileError ? cause : new ToileError('internal', undefined, { cause });
      this.#change(designId, { reading: false, error: error.toBody() });
    }
  }

  /** A version that is new, or has another name. */
  #take(version: Version): void {
    const history = this.#histories.get(version.designId);
    if (!history) return;
    const { versions, total } = history;
    const [first] = versions;
    const known = versions.some(({ id }) => id === version.id);
    // It belongs to a page that has not been read.
    if (!known && first && newestFirst(first, version) < 0 && versions.length < total) return;
    this.#change(version.designId, {
      versions: oldestFirst([...versions.filter(({ id }) => id !== version.id), version]),
      total: known ? total : total + 1,
    });
  }

  /** A naming that never happened. */
  #unname(entryId: string): void {
    for (const { versions } of [...this.#histories.values()]) {
      const version = versions.find(({ id }) => namedEntryId(id) === entryId);
      if (version) this.#take({ ...version, naming: null });
    }
  }

  #change(designId: string, part: Partial<DesignHistory>): void {
    // Whoever wanted it has gone.
    if (!this.#listeners.has(designId)) return;
    this.#histories.set(designId, { ...this.of(designId), ...part });
    this.#listeners.get(designId)?.notify();
  }
}

const oldestFirst = (versions: Version[]): Version[] =>
  versions.sort((one, other) => newestFirst(other, one));
