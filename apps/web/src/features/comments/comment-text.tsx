import type { Member } from '@toile/protocol';
import { textParts } from '@toile/room';
import { colourVar } from '../presence/person.js';
import styles from './comment-view.module.css';
import { nameOf } from './draft-mentions.js';

/** A comment's words, with members named where they are mentioned. */
export function CommentText({ text, members }: { text: string; members: readonly Member[] }) {
  return (
    <p className={styles.text}>
      {textParts(text).map((part, index) => {
        if (part.kind === 'words') return part.words;
        const member = members.find(({ id }) => id === part.memberId);
        const colour = member ? colourVar(member.colour) : 'var(--edge)';
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text have no other identity.
          <b key={index} className={styles.mention} style={{ textDecorationColor: colour }}>
            @{nameOf(members, part.memberId)}
          </b>
        );
      })}
    </p>
  );
}
