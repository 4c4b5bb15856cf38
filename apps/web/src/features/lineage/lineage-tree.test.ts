import { type Design, designOfState } from '@toile/room';
import { describe, expect, it } from 'vitest';
import { ancestors, familySize, type LineageNode, lineageTree, parentIn } from './lineage-tree.js';

const design = (id: string, parent?: string, how = 'copy'): Design =>
  designOfState(id, {
    name: id,
    ...(parent ? { 'lineage.how': how, 'lineage.parent': parent } : {}),
  });

// Ids have a form; letters will do where nothing checks it.
const known = (...designs: Design[]) => new Map(designs.map((one) => [one.id, one]));
const a = 'aaaaaaaaaaaa';
const b = 'bbbbbbbbbbbb';
const c = 'cccccccccccc';
const d = 'dddddddddddd';
const shape = (node: LineageNode | null): unknown =>
  node && [`${node.design.id[0]}${node.gone ? '-' : ''}`, ...node.children.map(shape)];

describe('families', () => {
  it('reach from the first ancestor to every descendant on the rack', () => {
    const rack = [design(a), design(b, a), design(c, b, 'child'), design(d, a, 'branch')];
    const tree = lineageTree(c, rack, new Map());
    expect(shape(tree)).toEqual(['a', ['b', ['c']], ['d']]);
    expect(tree?.children.map(({ how }) => how)).toEqual(['copy', 'branch']);
    expect(tree && familySize(tree)).toBe(4);
    expect(tree && [a, b, c].map((id) => parentIn(tree, id)?.design.id ?? null)).toEqual([null, a, b]);
    expect(lineageTree('nobody', rack, new Map())).toBeNull();
  });

  it('keep an ancestor that has left the rack, and not one that has no heirs', () => {
    const rack = [design(c, b), design(d, a)];
    const gone = known(design(a), design(b, a), design('eeeeeeeeeeee', a));
    expect(shape(lineageTree(c, rack, gone))).toEqual(['a-', ['b-', ['c']], ['d']]);
  });

  it('end where nothing more is known', () => {
    expect(shape(lineageTree(c, [design(c, b)], new Map()))).toEqual(['c']);
  });

  it('come to an end though a document says that they do not', () => {
    const rack = [design(a, b), design(b, a)];
    expect(ancestors(rack[0]!, known(...rack)).map(({ id }) => id)).toEqual([b]);
    expect(shape(lineageTree(a, rack, new Map()))).toEqual(['b', ['a']]);
  });
});
