import { type ReactionMark, reactionMarks } from '@toile/protocol';
import { CircleQuestionMark, Heart, type LucideIcon, Scissors, Star, ThumbsUp } from 'lucide-react';

/** How each mark looks and what it says; drawn, as not every machine has the same emoji. */
const looks: Record<ReactionMark, { readonly words: string; readonly Icon: LucideIcon }> = {
  love: { words: 'Love it', Icon: Heart },
  yes: { words: 'Yes', Icon: ThumbsUp },
  unsure: { words: 'Not sure', Icon: CircleQuestionMark },
  cut: { words: 'Cut it', Icon: Scissors },
  star: { words: 'The one', Icon: Star },
};

export const markLook = (mark: ReactionMark) => looks[mark];
export const allMarks = reactionMarks.map((mark) => ({ mark, ...looks[mark] }));
