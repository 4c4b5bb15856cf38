import type { Round, RunoffStep } from '@toile/protocol';
import { counted } from '../../client/relative-time.js';
import { eliminationTieWords } from './round-words.js';
import styles from './runoff-steps.module.css';

/** How an instant run-off came to its winner, step by step. */
export function RunoffSteps({ round, steps }: { round: Round; steps: readonly RunoffStep[] }) {
  const names = (designIds: readonly string[]) =>
    designIds.map((id) => round.options.find(({ designId }) => designId === id)?.name ?? '').join(', ');
  return (
    <details className={styles.steps} open={steps.length > 1}>
      <summary>How it was counted: {counted(steps.length, 'step')}</summary>
      <ol>
        {steps.map((step, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: steps are told apart by their number only.
          <li key={index}>
            <b>Step {index + 1}</b>
            <Votes round={round} step={step} />
            <p>
              {step.eliminated.length > 0
                ? `${names(step.eliminated)} ${step.eliminated.length === 1 ? 'drops' : 'drop'} out. `
                : 'More than half of the votes that count: it is decided. '}
              {eliminationTieWords(step.tieBreak) ?? ''}
              {step.exhausted > 0 ? ` ${counted(step.exhausted, 'ballot')} had no choice left.` : ''}
            </p>
          </li>
        ))}
      </ol>
    </details>
  );
}

function Votes({ round, step }: { round: Round; step: RunoffStep }) {
  const most = Math.max(1, ...Object.values(step.votes));
  const left = round.options
    .filter(({ designId }) => step.votes[designId] !== undefined)
    .toSorted((one, other) => rank(step, other.designId) - rank(step, one.designId));
  return (
    <ul>
      {left.map(({ designId, name }) => (
        <li key={designId} data-out={step.eliminated.includes(designId)}>
          <span className={styles.name}>{name}</span>
          <span className={styles.track} aria-hidden="true">
            <i style={{ width: `${(100 * (step.votes[designId] ?? 0)) / most}%` }} />
          </span>
          <span className={styles.votes}>{step.votes[designId]}</span>
        </li>
      ))}
    </ul>
  );
}

/** By votes; of equals, those who drop out come last. */
const rank = (step: RunoffStep, designId: string): number =>
  (step.votes[designId] ?? 0) - (step.eliminated.includes(designId) ? 0.5 : 0);
