import { designIdSchema } from '@toile/protocol';
import { type DesignFields, type DesignState, designOfState, readState, stateText } from '@toile/room';

export interface Sketch {
  readonly fields: DesignFields;
  /** The design on the rack that it began as. */
  readonly parentId: string | null;
}

/** A private sketch as text, for its maker's own machine to keep. */
export const sketchText = (state: DesignState, parentId: string | null): string =>
  JSON.stringify({ v: 1, parentId, state: stateText(state) });

/** Reads what `sketchText` wrote; null for any other text. Values that no design may hold are left out. */
export function readSketch(text: string): Sketch | null {
  const { v, parentId, state } = (jsonOf(text) ?? {}) as Record<string, unknown>;
  const parent = designIdSchema.nullable().safeParse(parentId);
  if (v !== 1 || typeof state !== 'string' || !parent.success) return null;
  const { id: _id, order: _order, ...fields } = designOfState('', readState(state));
  return { fields, parentId: parent.data };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
