'use client';

import styles from './score-buttons.module.css';

const scores = [1, 2, 3, 4, 5] as const;

/** 1 to 5 in one tap; the same one again takes it back. */
export function ScoreButtons({
  name,
  score,
  onScore,
}: {
  name: string;
  score: number;
  onScore: (score: number) => void;
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: five toggles, not the fields of a form.
    <div className={styles.scores} role="group" aria-label={`Score for ${name}`}>
      {scores.map((one) => (
        <button
          key={one}
          type="button"
          aria-pressed={score === one}
          data-under={one < score}
          onClick={() => onScore(score === one ? 0 : one)}
        >
          {one}
        </button>
      ))}
    </div>
  );
}
