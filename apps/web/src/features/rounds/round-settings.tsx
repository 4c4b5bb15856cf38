'use client';

import { limits } from '@toile/protocol';
import { useId } from 'react';
import { useRoomState } from '../../client/use-room.js';
import fieldStyles from '../controls/field.module.css';
import { ElectorPicker } from './elector-picker.js';
import { electors, type RoundDraft, settingsWords } from './round-draft.js';
import styles from './round-settings.module.css';
import { spanWords } from './round-words.js';
import { Stepper } from './stepper.js';

const minuteMs = 60_000;
const timers = [1, 2, 5, 10, 30, 60, 24 * 60].map((minutes) => minutes * minuteMs);

interface RoundSettingsProps {
  draft: RoundDraft;
  onChange: (part: Partial<RoundDraft>) => void;
}

/** Privacy, timer, quorum and electorate: folded away, with what they are set to in one line. */
export function RoundSettings({ draft, onChange }: RoundSettingsProps) {
  const id = useId();
  const members = useRoomState((state) => state.members);
  const count = electors(draft, members).length;
  return (
    <details
      className={styles.settings}
      onToggle={(event) =>
        event.currentTarget.open && event.currentTarget.scrollIntoView({ block: 'start', behavior: 'smooth' })
      }
    >
      <summary>
        <b className={styles.title}>Settings</b> <span className={styles.set}>{settingsWords(draft)}</span>
      </summary>
      <div className={styles.fields}>
        <label className={styles.check}>
          <input
            type="checkbox"
            checked={draft.anonymous}
            onChange={(event) => onChange({ anonymous: event.target.checked })}
          />
          <span>
            <b>Anonymous</b> Nobody learns who chose what. Otherwise names show with the totals.
          </span>
        </label>
        <label className={styles.check}>
          <input
            type="checkbox"
            checked={draft.hidden}
            onChange={(event) => onChange({ hidden: event.target.checked })}
          />
          <span>
            <b>Hidden until the reveal</b> Until then only the number of ballots shows. Otherwise everything
            is live.
          </span>
        </label>
        {draft.anonymous && !draft.hidden ? (
          <p className={styles.hint}>
            Live totals move as people vote: whoever watches may guess who it was. Hide them to be on the safe
            side.
          </p>
        ) : null}
        <div className={styles.row}>
          <label htmlFor={`${id}-timer`}>Closes</label>
          <select
            id={`${id}-timer`}
            className={fieldStyles.select}
            value={draft.closesInMs ?? ''}
            onChange={(event) =>
              onChange({ closesInMs: event.target.value === '' ? null : Number(event.target.value) })
            }
          >
            <option value="">when somebody reveals it</option>
            {timers.map((ms) => (
              <option key={ms} value={ms}>
                after {spanWords(ms)}
              </option>
            ))}
          </select>
        </div>
        <div className={styles.row}>
          <label htmlFor={`${id}-who`}>Who may vote</label>
          <select
            id={`${id}-who`}
            className={fieldStyles.select}
            value={draft.who}
            onChange={(event) => onChange({ who: event.target.value as RoundDraft['who'] })}
          >
            <option value="voter">everyone who may vote here</option>
            <option value="editor">editors and hosts</option>
            <option value="members">people I choose</option>
          </select>
          <span className={styles.count}>{count} now</span>
        </div>
        {draft.who === 'members' ? (
          <ElectorPicker chosen={draft.memberIds} onChoose={(memberIds) => onChange({ memberIds })} />
        ) : null}
        <div className={styles.row}>
          <label htmlFor={`${id}-quorum`}>Quorum</label>
          <select
            id={`${id}-quorum`}
            className={fieldStyles.select}
            value={draft.quorum === null ? 'none' : 'some'}
            onChange={(event) =>
              onChange({ quorum: event.target.value === 'none' ? null : Math.max(1, Math.ceil(count / 2)) })
            }
          >
            <option value="none">none</option>
            <option value="some">it takes a number of ballots</option>
          </select>
          {draft.quorum === null ? null : (
            <Stepper
              label="Ballots"
              value={draft.quorum}
              min={1}
              max={limits.membersPerRoom}
              onChange={(quorum) => onChange({ quorum })}
            />
          )}
        </div>
      </div>
    </details>
  );
}
