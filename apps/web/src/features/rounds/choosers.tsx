import type { Results, RoundMethod } from '@toile/protocol';
import { Tip } from '../controls/tip.js';
import { Face } from '../presence/face.js';
import styles from './choosers.module.css';
import { markWords } from './round-words.js';

/** Faces that fit under a picture; the list of ballots names everybody. */
const shownFaces = 6;

interface ChoosersProps {
  method: RoundMethod;
  designId: string;
  ballots: NonNullable<Results['ballots']>;
}

/** Who has chosen a design so far, as faces with their marks, strongest first. */
export function Choosers({ method, designId, ballots }: ChoosersProps) {
  const chosen = ballots
    .map(({ member, ballot }) => ({ member, mark: ballot[designId] ?? 0 }))
    .filter(({ mark }) => mark > 0)
    .toSorted((one, other) => (method.kind === 'ranked' ? one.mark - other.mark : other.mark - one.mark));
  if (chosen.length === 0) return null;
  const more = chosen.length - shownFaces;
  return (
    <ul className={styles.choosers} aria-label="Chosen by">
      {chosen.slice(0, shownFaces).map(({ member, mark }) => {
        const words = [member.name, markWords(method, mark)].filter(Boolean).join(', ');
        return (
          <li key={member.id}>
            <Tip text={words}>
              <span className={styles.one}>
                <Face person={{ ...member, role: null }} size="small" />
                {method.kind === 'approval' ? null : <b aria-hidden="true">{mark}</b>}
                <span className="unseen">{words}</span>
              </span>
            </Tip>
          </li>
        );
      })}
      {more > 0 ? <li className={styles.more}>+{more}</li> : null}
    </ul>
  );
}
