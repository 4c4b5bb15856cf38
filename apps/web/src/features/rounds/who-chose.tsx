import type { Results, Round } from '@toile/protocol';
import { counted } from '../../client/relative-time.js';
import { Face } from '../presence/face.js';
import { choiceWords } from './round-words.js';
import styles from './who-chose.module.css';

/** Who chose what, of a round that is open about it; said once it is over where it was not. */
export function WhoChose({ round, ballots }: { round: Round; ballots: Results['ballots'] }) {
  const over = round.state.kind !== 'open';
  if (ballots === null) {
    return over ? (
      <p className={styles.secret}>This round was anonymous: who chose what was not kept.</p>
    ) : null;
  }
  if (ballots.length === 0) return null;
  return (
    <details className={styles.who}>
      <summary>
        Who chose what: {counted(ballots.length, 'ballot')}
        {over ? '' : ' so far'}
      </summary>
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
