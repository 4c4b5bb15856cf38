import {
  type Locks,
  type Member,
  mayEdit,
  type PackSummary,
  ToileError,
  type Version,
} from '@toile/protocol';
import {
  branchVersion,
  changeDesign,
  createDesign,
  type DesignField,
  type DesignFields,
  deleteDesign,
  deriveDesign,
  designFromRecipe,
  duplicateDesign,
  EditError,
  type Lineage,
  moveDesign,
  packField,
  packOf,
  renameDesign,
  restoreDesign,
  type Side,
  setField,
  setLayer,
  setLock,
  setSlider,
  setSource,
} from '@toile/room';
import type * as Y from 'yjs';
import { lockOn } from './lock-on.js';
import type { SharedRecipe } from './recipe-link.js';

/**
 * Edits of the local document; they are on the screen at once and on the server soon.
 * Field by field they edit the sketch of this client's scratch pad just as well, by its id.
 * Each throws EditError for a value or a design that is not possible, and ToileError where this member's role
 * does not allow editing (`role-forbidden`), a lock is in the way (`room-locked`, `design-locked`), the document has not been read yet (`store-unavailable`,
 * retryable) or the client has ended. The document is untouched then.
 */
export interface RoomEdit {
  /** Answers the new design's id. It stands after `afterId`, or last. */
  create(fields?: DesignFields, options?: { afterId?: string }): string;
  /** Answers the copy's id. */
  duplicate(designId: string): string;
  /** A new design right after `parentId`: that one with `fields` over it, and `how` it came about. Answers its id. */
  derive(parentId: string, how: Lineage['how'], fields?: DesignFields): string;
  /** Put a recipe from anywhere on the rack, of a pack that is here (else EditError `recipe-misfit`). Answers its id. */
  paste(shared: SharedRecipe, options?: { afterId?: string }): string;
  rename(designId: string, name: string): void;
  /** Stand after `afterId`, or first where it is null. */
  move(designId: string, afterId: string | null): void;
  remove(designId: string): void;
  setField(designId: string, field: DesignField, value: string | number | null): void;
  setSlider(designId: string, directionId: string, sigmas: number): void;
  /** Weight of B on one layer; null lets it follow structure or style. */
  setLayer(designId: string, layer: number, weight: number | null): void;
  /** Keep a slider (by its direction id) or one of `lockable` as it is when the design is varied. */
  setLock(designId: string, name: string, locked: boolean): void;
  /** Several fields in one step; sliders, layers and locks are replaced as a whole. */
  change(designId: string, fields: DesignFields): void;
  /** Give a design the look of a version, or bring it back whole where it has left the rack. */
  restoreVersion(version: Pick<Version, 'id' | 'designId' | 'state'>): void;
  /** Go on from a version in a new design right after the one that it is of. Answers its id. */
  branchVersion(version: Pick<Version, 'designId' | 'state' | 'naming'>): string;
  setSource(designId: string, side: Side, source: { seed?: number; category?: number | null }): void;
}

export interface Editable {
  readonly doc: Y.Doc;
  /** False until the document has been read from the server. */
  readonly read: boolean;
  readonly me: Member | null;
  readonly pack: PackSummary | null;
  readonly packs: readonly PackSummary[];
  readonly locks: Locks;
}

/** What there is to edit. @throws ToileError while the document or this member's place in the room is not known. */
export function editableNow(editable: () => Editable): Editable & { readonly me: Member } {
  const { me, read, ...rest } = editable();
  if (!read || me === null) {
    throw new ToileError('store-unavailable', 'The room is still being read from the server.');
  }
  return { me, read, ...rest };
}

/**
 * `editable` is asked before each edit, and throws where there is nothing left to edit; `privateDoc` answers the
 * document of a design that is on no rack.
 */
export function roomEdit(
  editable: () => Editable,
  privateDoc: (designId: string) => Y.Doc | null = () => null,
): RoomEdit {
  const docOf = (designId: string) => privateDoc(designId) ?? allowed(designId).doc;
  const allowed = (designId: string | null = null) => {
    const { doc, me, pack, packs, locks } = editableNow(editable);
    if (!mayEdit(me.role)) throw new ToileError('role-forbidden');
    const lock = lockOn({ me, locks }, designId);
    if (lock) throw new ToileError(lock);
    return { doc, createdBy: me.id, packs: { pack, packs } };
  };
  return {
    create: (fields = {}, options = {}) => {
      const { doc, createdBy, packs } = allowed();
      const pack = packOf({ pack: fields.pack ?? null }, packs);
      const start = pack ? { truncationPsi: pack.manifest.defaultTruncationPsi } : {};
      return createDesign(doc, { ...start, ...fields }, { ...options, createdBy });
    },
    duplicate: (designId) => {
      const { doc, createdBy } = allowed();
      return duplicateDesign(doc, designId, { createdBy });
    },
    derive: (parentId, how, fields) => {
      const { doc, createdBy } = allowed();
      return deriveDesign(doc, parentId, how, fields, { createdBy });
    },
    paste: ({ recipe, name }, options = {}) => {
      const { doc, createdBy, packs } = allowed();
      const pack = packs.packs.find(({ manifest }) => manifest.id === recipe.pack) ?? packs.pack;
      if (!pack) throw new ToileError('pack-unknown');
      const fit = designFromRecipe(recipe, pack);
      if (fit.kind === 'misfit') throw new EditError('recipe-misfit', fit.message);
      const fields = { ...fit.fields, pack: packField(pack, packs), name: name ?? 'Pasted design' };
      return createDesign(
        doc,
        { ...fields, lineage: { how: 'paste', parent: null } },
        { ...options, createdBy },
      );
    },
    rename: (designId, name) => renameDesign(docOf(designId), designId, name),
    move: (designId, afterId) => moveDesign(allowed().doc, designId, afterId),
    remove: (designId) => deleteDesign(docOf(designId), designId),
    setField: (designId, field, value) => setField(docOf(designId), designId, field, value),
    setSlider: (designId, directionId, sigmas) => setSlider(docOf(designId), designId, directionId, sigmas),
    setLayer: (designId, layer, weight) => setLayer(docOf(designId), designId, layer, weight),
    setLock: (designId, name, locked) => setLock(docOf(designId), designId, name, locked),
    change: (designId, fields) => changeDesign(docOf(designId), designId, fields),
    restoreVersion: (version) => restoreDesign(allowed(version.designId).doc, version),
    branchVersion: (version) => {
      const { doc, createdBy } = allowed();
      return branchVersion(doc, version, { createdBy });
    },
    setSource: (designId, side, source) => setSource(docOf(designId), designId, side, source),
  };
}
