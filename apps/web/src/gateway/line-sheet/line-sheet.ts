import type { RecipeWords } from './recipe-words.js';
import type { Swatch } from './swatches.js';

/** Designs on one page. */
export type PerPage = 1 | 2 | 4 | 6;

export interface LineSheetEntry {
  /** JPEG of the garment on `sheetPaper`. */
  readonly picture: Uint8Array;
  readonly name: string;
  readonly styleNumber: string;
  readonly note: string;
  readonly swatches: readonly Swatch[];
  /** In the order in which they voted; members who left are counted and not named. */
  readonly votes: { readonly count: number; readonly names: readonly string[] };
  /** How it did in the last voting round that it was in, in words; empty where there was none. */
  readonly round: string;
  readonly recipe: RecipeWords;
}

/** Everything that is printed. */
export interface LineSheet {
  readonly roomName: string;
  readonly packTitle: string;
  readonly dateMs: number;
  readonly perPage: PerPage;
  readonly entries: readonly LineSheetEntry[];
}

/** What a line sheet is made of: instead of pictures and their colours the cut-out garments, as picture files. */
export interface LineSheetMaterial extends Omit<LineSheet, 'entries'> {
  readonly entries: readonly (Omit<LineSheetEntry, 'picture' | 'swatches'> & {
    readonly cutOut: Uint8Array;
  })[];
}

/** The paper that a garment lies on. */
export const sheetPaper = '#fbf9f4';
