import type { Role } from '@toile/protocol';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { AdmissionDoc } from './admission.js';
import { type Author, noLocks } from './author.js';
import type { Comment } from './comment.js';
import { addComment, addReply, deleteComment, editComment, resolveThread } from './comment-edit.js';
import { readThreads } from './comment-read.js';
import { createDesign, deleteDesign, EditError, setField } from './edit.js';
import { commentsOf, designsOf } from './layout.js';
import { readRack } from './read.js';

type Random = (below: number) => number;

/** Mulberry32: the same run every time. */
function seeded(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) % below;
  };
}

const pick = <T>(random: Random, list: readonly T[]): T | undefined => list[random(list.length || 1)];

interface Hand {
  readonly author: Author;
  doc: Y.Doc;
}

/** A replica of the room, far behind it at times, in the hands of one member. */
function hand(random: Random, room: AdmissionDoc, memberId: string, role: Role): Hand {
  const doc = new Y.Doc();
  doc.clientID = random(2 ** 32);
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(room.doc));
  return { author: { memberId, role, clientId: doc.clientID, locks: noLocks }, doc };
}

const flat = (doc: Y.Doc): Comment[] =>
  readThreads(doc).flatMap(({ comment, replies }) => [comment, ...replies]);

/** Something that this member may do, on what their replica shows. */
function honest(random: Random, { doc, author }: Hand, atMs: number): void {
  const signature = { by: author.memberId, atMs };
  const designId = pick(random, readRack(doc))?.id ?? 'AAAAAAAAAAAA';
  const all = flat(doc);
  const any = pick(random, all);
  const mine = pick(random, author.role === 'host' ? all : all.filter(({ by }) => by === author.memberId));
  const kind = random(7);
  if (kind === 0 || !any) addComment(doc, { designId, text: `comment ${atMs}` }, signature);
  else if (kind === 1) addReply(doc, any.id, `reply ${atMs}`, signature);
  else if (kind === 2) resolveThread(doc, any.parent ?? any.id, random(2) ? signature : null);
  else if (kind === 3 && mine) deleteComment(doc, mine.id);
  else if (kind === 4 && mine?.by === author.memberId) editComment(doc, mine.id, `edited ${atMs}`, atMs);
  else if (author.role !== 'voter') setField(doc, designId, 'mix.style', random(100) / 100);
}

/** Something that nobody may do, written past the editing functions. */
function dishonest(random: Random, { doc, author }: Hand): void {
  const others = flat(doc).filter(({ by }) => by !== author.memberId);
  const victim = pick(random, others);
  const map = victim && commentsOf(doc).get(victim.id);
  const kind = random(6);
  if (kind === 0) map?.set('text', 'forged');
  else if (kind === 1) map?.set('by', author.memberId);
  else if (kind === 2) map?.set('resolvedBy', 'NobodyNobody');
  else if (kind === 3 && victim)
    commentsOf(doc).set(victim.id, new Y.Map([['by', author.memberId]]) as never);
  else if (kind === 4) {
    const entries = Object.entries({ designId: 'AAAAAAAAAAAA', by: 'NobodyNobody', atMs: 1, text: 'forged' });
    commentsOf(doc).set('BBBBBBBBBBBB', new Y.Map(entries) as never);
  } else if (author.role === 'voter') {
    const design = pick(random, readRack(doc));
    if (design && random(2)) deleteDesign(doc, design.id);
    else if (design) designsOf(doc).get(design.id)?.set('mix.style', 0.123);
  }
}

/** What `author` did to the comments that they may not, in words; null where there is nothing. */
function breach(before: ReadonlyMap<string, Comment>, after: ReadonlyMap<string, Comment>, author: Author) {
  const { memberId, role } = author;
  for (const [id, now] of after) {
    const was = before.get(id);
    if (!was) {
      if (now.by !== memberId) return `${id} was written in another name`;
      continue;
    }
    for (const field of ['designId', 'by', 'atMs', 'parent', 'spot'] as const) {
      if (JSON.stringify(now[field]) !== JSON.stringify(was[field])) return `${field} of ${id} was changed`;
    }
    if (now.text !== was.text && was.by !== memberId) return `the text of ${id} was changed`;
    const settledBy = now.resolved?.by;
    if (settledBy !== was.resolved?.by && settledBy !== undefined && settledBy !== memberId) {
      return `${id} was settled in another name`;
    }
  }
  for (const [id, was] of before) {
    if (after.has(id) || role === 'host' || was.by === memberId) continue;
    if (was.parent === null || after.has(was.parent)) return `${id} was taken away`;
  }
  return null;
}

const byId = (doc: Y.Doc) => new Map(flat(doc).map((comment) => [comment.id, comment]));
const designsText = (doc: Y.Doc) => JSON.stringify(designsOf(doc).toJSON());

function newRoom(random: Random): AdmissionDoc {
  const doc = new Y.Doc();
  doc.clientID = random(2 ** 32);
  createDesign(doc, { name: 'Coat' });
  createDesign(doc, { name: 'Shirt' });
  return new AdmissionDoc(doc);
}

const people = [
  ['HostHostHost', 'host'],
  ['EditorEditor', 'editor'],
  ['VoterVoterVo', 'voter'],
  ['OtherOtherOt', 'voter'],
] as const;

describe('authors, at random', () => {
  it.each([1, 2, 3])(
    'A1, A2, A3, A4: what honest hands do is admitted, whatever they have missed (seed %i)',
    (seed) => {
      const random = seeded(seed);
      const room = newRoom(random);
      const hands = people.map(([memberId, role]) => hand(random, room, memberId, role));
      for (let step = 0; step < 400; step += 1) {
        const who = hands[random(hands.length)]!;
        for (let edits = random(3); edits >= 0; edits -= 1) honest(random, who, step * 10 + edits);
        if (random(3) > 0) continue;
        const update = Y.encodeStateAsUpdate(who.doc, Y.encodeStateVector(room.doc));
        expect(room.admit(update, 'test', who.author), `step ${step}`).toMatchObject({ kind: 'admitted' });
        if (random(2)) Y.applyUpdate(who.doc, Y.encodeStateAsUpdate(room.doc));
      }
      for (const who of hands) {
        const update = Y.encodeStateAsUpdate(who.doc, Y.encodeStateVector(room.doc));
        expect(room.admit(update, 'test', who.author)).toMatchObject({ kind: 'admitted' });
      }
      for (const { doc } of hands) {
        Y.applyUpdate(doc, Y.encodeStateAsUpdate(room.doc));
        expect(readThreads(doc)).toEqual(readThreads(room.doc));
        expect(designsText(doc)).toBe(designsText(room.doc));
      }
      expect(flat(room.doc).length).toBeGreaterThan(10);
    },
    60_000,
  );

  it.each([11, 12])(
    'A1, A3, A4, R16: forged and corrupted updates change nothing that is another’s (seed %i)',
    (seed) => {
      const random = seeded(seed);
      const room = newRoom(random);
      const outcomes = new Map<string, number>();
      let hands = people.map(([memberId, role]) => hand(random, room, memberId, role));
      for (let step = 0; step < 700; step += 1) {
        const at = random(hands.length);
        const who = hands[at]!;
        const forges = random(2) === 0;
        try {
          honest(random, who, step);
          if (forges) dishonest(random, who);
        } catch (error) {
          if (!(error instanceof EditError)) throw error;
        }
        const update = Y.encodeStateAsUpdate(who.doc, Y.encodeStateVector(room.doc));
        for (let flips = random(4) === 0 ? random(4) : 0; flips > 0; flips -= 1) {
          update[random(update.length)] = random(256);
        }
        const [before, designs] = [byId(room.doc), designsText(room.doc)];
        const result = room.admit(update, 'test', who.author);
        const outcome = result.kind === 'refused' ? result.code : result.kind;
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
        expect(breach(before, byId(room.doc), who.author), `step ${step}`).toBeNull();
        if (who.author.role === 'voter') expect(designsText(room.doc), `step ${step}`).toBe(designs);
        // Whoever was refused reads the room afresh, as a client does.
        if (outcome !== 'admitted')
          hands = hands.with(at, hand(random, room, who.author.memberId, who.author.role));
        else Y.applyUpdate(who.doc, Y.encodeStateAsUpdate(room.doc));
      }
      for (const code of ['admitted', 'not-the-author', 'role-forbidden', 'update-malformed']) {
        expect(outcomes.get(code) ?? 0, code).toBeGreaterThan(5);
      }
    },
    60_000,
  );
});
