import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  clipFileSchema,
  directionsFileSchema,
  type PackSummary,
  packManifestSchema,
  ToileError,
} from '@toile/protocol';
import type { Design } from '@toile/room';
import type { Log } from './log.js';
import { SingleFlight } from './single-flight.js';

/** The pack that draws a design of a room, or null while this server does not have it. */
export type PackOf = (design: Pick<Design, 'pack'>) => PackSummary | null;

/** A pack that was missing is looked for again at most this often, in ms. */
const rescanMs = 5_000;

/** What new rooms start with where no setting names a pack: the best of the packs that Toile comes with. */
const HOUSE_PACK = 'garments-64';

/**
 * The model packs in a folder, as far as rooms need to know them: manifests and sliders. A pack that is put
 * there later is found when somebody asks for it.
 */
export class PackShelf {
  readonly #folder: string;
  readonly #defaultName: string | undefined;
  readonly #log: Log;
  readonly #scanning = new SingleFlight(() => this.#scan());
  #packs: ReadonlyMap<string, PackSummary> = new Map();
  #scannedAtMs = Number.NEGATIVE_INFINITY;

  constructor(options: { folder: string; defaultName?: string | undefined; log: Log }) {
    this.#folder = options.folder;
    this.#defaultName = options.defaultName;
    this.#log = options.log;
  }

  /** The packs that were found, by name. */
  get packs(): readonly PackSummary[] {
    return [...this.#packs.values()].sort((a, b) => (a.manifest.name < b.manifest.name ? -1 : 1));
  }

  /** The pack with this id as far as is known now. */
  known(packId: string): PackSummary | null {
    return this.#packs.get(packId) ?? null;
  }

  /** Read the folder again. Never rejects: what cannot be read is logged and left out. */
  scan(): Promise<void> {
    return this.#scanning.run();
  }

  /** The pack with this id. @throws ToileError `pack-unknown` */
  async byId(packId: string): Promise<PackSummary> {
    const pack = this.known(packId) ?? ((await this.#rescan()) ? this.known(packId) : null);
    if (pack === null) throw new ToileError('pack-unknown');
    return pack;
  }

  /**
   * The pack of this name or id; without one, the default: the one that is configured, or Toile's own, or
   * the first by name.
   * @throws ToileError `pack-unknown`
   */
  async choose(nameOrId: string | undefined): Promise<PackSummary> {
    const pack = this.#find(nameOrId) ?? ((await this.#rescan()) ? this.#find(nameOrId) : undefined);
    if (pack === undefined) {
      const wanted = nameOrId ?? this.#defaultName;
      throw new ToileError(
        'pack-unknown',
        wanted === undefined ? 'This server has no model pack yet.' : undefined,
      );
    }
    return pack;
  }

  #find(nameOrId: string | undefined): PackSummary | undefined {
    const wanted = nameOrId ?? this.#defaultName;
    if (wanted === undefined) return this.#named(HOUSE_PACK) ?? this.packs[0];
    return this.#named(wanted);
  }

  #named(nameOrId: string): PackSummary | undefined {
    return this.packs.find(({ manifest }) => manifest.id === nameOrId || manifest.name === nameOrId);
  }

  async #rescan(): Promise<boolean> {
    if (Date.now() - this.#scannedAtMs < rescanMs) return false;
    await this.scan();
    return true;
  }

  async #scan(): Promise<void> {
    this.#scannedAtMs = Date.now();
    const folders = await readdir(this.#folder, { withFileTypes: true }).catch((error: unknown) => {
      this.#log.warn({ folder: this.#folder, err: error }, 'the folder of model packs cannot be read');
      return [];
    });
    const packs = new Map<string, PackSummary>();
    for (const folder of folders) {
      if (!folder.isDirectory() || folder.name.startsWith('.')) continue;
      const path = join(this.#folder, folder.name);
      try {
        const pack = await readPack(path);
        packs.set(pack.manifest.id, pack);
      } catch (error) {
        this.#log.warn({ pack: path, err: error }, 'a model pack cannot be read and is left out');
      }
    }
    this.#packs = packs;
  }
}

/** Reads `pack.json`, the directions and what is said of a CLIP. Rejects where one is not as its schema says. */
export async function readPack(folder: string): Promise<PackSummary> {
  const manifest = packManifestSchema.parse(JSON.parse(await readFile(join(folder, 'pack.json'), 'utf8')));
  const readPart = async (path: string): Promise<unknown> =>
    JSON.parse(await readFile(join(folder, path), 'utf8'));
  const { directions, clip } = manifest.files;
  const sliders = directions ? directionsFileSchema.parse(await readPart(directions.path)).directions : [];
  if (!clip) return { manifest, directions: sliders };
  const { name, licence } = clipFileSchema.parse(await readPart(clip.path));
  return { manifest, directions: sliders, clip: { name, licence } };
}
