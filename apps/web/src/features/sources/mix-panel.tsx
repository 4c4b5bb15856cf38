'use client';

import type { Design } from '@toile/room';
import { useRights } from '../../client/use-room.js';
import { BalanceSlider } from './balance-slider.js';
import { balances } from './balances.js';
import styles from './mix-panel.module.css';
import { SourceCard } from './source-card.js';

/** Mixing as a balance: picture A, the weights between, picture B. */
export function MixPanel({ design }: { design: Design | null }) {
  const { edit } = useRights(design?.id ?? null);
  if (!design) return null;
  return (
    <div className={styles.mix}>
      <SourceCard key={`${design.id}-a`} design={design} side="a" />
      <div className={styles.balances}>
        {balances.map((balance) => (
          <BalanceSlider
            key={`${design.id}-${balance.field}`}
            design={design}
            balance={balance}
            disabled={!edit}
          />
        ))}
      </div>
      <SourceCard key={`${design.id}-b`} design={design} side="b" />
    </div>
  );
}
