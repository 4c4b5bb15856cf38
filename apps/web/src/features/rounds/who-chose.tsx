import type { Results, Round } from '@toile/protocol';
import { counted } from '../../client/relative-time.js';
import { Face } from '../presence/face.js';
import { choiceWords } from './round-words.js';
import styles from './who-chose.module.css';

/** Who chose what, of a round that was open about it. */
export function WhoChose({ round, ballots }: { round: Round; ballots: Results['ballots'] }) {
  if (ballots === null) {
    return <p className={styles.secret}>This round was anonymous: who chose what was not kept.</p>;
  }
  if (ballots.length === 0) return null;
  return (
    <details className={styles.who}>
      <summary>Who chose what: {counted(ballots.length, 'ballot')}</summary>
      <ul>
        {ballots.map(({ member, ballot }) => (
          <li key={member.id}>
            <Face person={{ ...member, role: null }} size="small" />
            <span>
              <b>{member.name}</b> {choiceWords(round.method, round.options, ballot)}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
