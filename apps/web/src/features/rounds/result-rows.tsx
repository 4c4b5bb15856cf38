import type { Results, Round } from '@toile/protocol';
import { FrozenPicture } from './frozen-picture.js';
import styles from './result-rows.module.css';
import { tieBreakWords, totalWords } from './round-words.js';

/** Every design of a round, best first, with its total as a bar. */
export function ResultRows({ round, results }: { round: Round; results: Results }) {
  const most = Math.max(1, ...results.rows.map(({ total }) => total));
  return (
    <ol className={styles.rows}>
      {results.rows.map((row) => {
        const option = round.options.find(({ designId }) => designId === row.designId);
        if (!option) return null;
        const tie = row.total > 0 ? tieBreakWords(row.tieBreak) : null;
        return (
          <li key={row.designId} data-winner={row.designId === results.winner}>
            <b className={styles.place}>{row.place}</b>
            <span className={styles.picture}>
              <FrozenPicture option={option} alt="" />
            </span>
            <span className={styles.words}>
              <span className={styles.name}>{option.name}</span>
              <span className={styles.track} aria-hidden="true">
                <i style={{ width: `${(100 * row.total) / most}%` }} />
              </span>
              <span className={styles.total}>{totalWords(round.method, row)}</span>
              {tie ? <span className={styles.total}>{tie}</span> : null}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
