import { addComment, addReply, mention, readThreads } from '@toile/room';
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { writtenTo } from './for-me.js';

const ana = 'AnaAnaAnaAna';
const ben = 'BenBenBenBen';
const designId = 'DesignDesign';

it('is what mentions me, and what follows my own words in a thread', () => {
  const doc = new Y.Doc();
  const mine = addComment(doc, { designId, text: 'Longer?' }, { by: ana, atMs: 1 });
  addReply(doc, mine, 'Yes', { by: ben, atMs: 2 });
  addReply(doc, mine, `Thanks, ${mention(ana)}`, { by: ana, atMs: 3 });
  const theirs = addComment(doc, { designId, text: 'Red?' }, { by: ben, atMs: 4 });
  addReply(doc, theirs, `What says ${mention(ana)}?`, { by: ben, atMs: 5 });
  addReply(doc, theirs, 'Anybody?', { by: ben, atMs: 6 });
  addReply(doc, theirs, 'Red.', { by: ana, atMs: 7 });
  addReply(doc, theirs, 'Done', { by: ben, atMs: 8 });
  const texts = writtenTo(ana, readThreads(doc)).map(({ comment }) => comment.text);
  expect(texts).toEqual(['Yes', `What says ${mention(ana)}?`, 'Done']);
  expect(writtenTo(ben, readThreads(doc)).map(({ comment }) => comment.atMs)).toEqual([3, 7]);
});
