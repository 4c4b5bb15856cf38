import type { Design, Lineage } from '@toile/room';

/** A design in its family. */
export interface LineageNode {
  readonly design: Design;
  /** It has left the rack; this is how it was last. */
  readonly gone: boolean;
  /** How it came out of the node above; null at the root. */
  readonly how: Lineage['how'] | null;
  readonly children: readonly LineageNode[];
}

/**
 * The family of a design: from its first known ancestor down to everything on the rack that came of that. Designs
 * that have left the rack are in it where somebody on the rack descends from them; `gone` holds them.
 */
export function lineageTree(
  designId: string,
  rack: readonly Design[],
  gone: ReadonlyMap<string, Design>,
): LineageNode | null {
  const onRack = new Map(rack.map((design) => [design.id, design]));
  const known = new Map([...gone, ...onRack]);
  const start = known.get(designId);
  if (!start) return null;
  const path = ancestors(start, known);
  const root = path.at(-1) ?? start;

  const childrenOf = new Map<string, Design[]>();
  for (const design of known.values()) {
    const parentId = design.lineage?.parent;
    if (parentId) childrenOf.set(parentId, [...(childrenOf.get(parentId) ?? []), design]);
  }
  const seen = new Set<string>();
  const nodeOf = (design: Design, how: LineageNode['how']): LineageNode => {
    seen.add(design.id);
    const children = (childrenOf.get(design.id) ?? [])
      .filter(({ id }) => !seen.has(id))
      .map((child) => nodeOf(child, child.lineage?.how ?? null))
      .filter((node) => !node.gone || node.children.length > 0 || node.design.id === designId);
    return { design, gone: !onRack.has(design.id), how, children };
  };
  return nodeOf(root, null);
}

/** Parent, grandparent and so on, as far as they are known. A family that names itself its ancestor ends there. */
export function ancestors(design: Design, known: ReadonlyMap<string, Design>): Design[] {
  const path: Design[] = [];
  const seen = new Set([design.id]);
  for (let at = known.get(design.lineage?.parent ?? ''); at && !seen.has(at.id); ) {
    path.push(at);
    seen.add(at.id);
    at = known.get(at.lineage?.parent ?? '');
  }
  return path;
}

/** How many designs are in a family. */
export const familySize = ({ children }: LineageNode): number =>
  children.reduce((sum, child) => sum + familySize(child), 1);

/** The node that `designId` hangs under; null for the root, and for a design of another family. */
export function parentIn(node: LineageNode, designId: string): LineageNode | null {
  if (node.children.some(({ design }) => design.id === designId)) return node;
  for (const child of node.children) {
    const found = parentIn(child, designId);
    if (found) return found;
  }
  return null;
}
