'use client';

import type { Recipe } from '@toile/latent';
import { type Design, type DesignFields, morph } from '@toile/room';
import { Plus } from 'lucide-react';
import { useMemo } from 'react';
import { useOpenRoom } from '../../client/room-context.js';
import { useDesignPack, useRights } from '../../client/use-room.js';
import { useToast } from '../controls/toasts.js';
import { useAttempt } from '../controls/use-attempt.js';
import { RecipePicture } from '../pictures/recipe-picture.js';
import { thumbnailRecipe } from '../pictures/thumbnail.js';
import { useSettled } from '../sources/use-settled.js';
import styles from './compare-panel.module.css';
import type { CompareSide } from './compare-sides.js';

interface MorphStripProps {
  left: CompareSide;
  right: CompareSide;
  /** The design on the stage: parent of what comes of two sides that are on no rack. */
  design: Design;
  onSelect: (designId: string) => void;
}

const count = 7;

/** The way from one side to the other in small pictures; a click puts one on the rack. */
export function MorphStrip({ left, right, design, onSelect }: MorphStripProps) {
  const pack = useDesignPack(left.design);
  const { client } = useOpenRoom();
  const { edit } = useRights();
  const attempt = useAttempt();
  const toast = useToast();
  const settled = useSettled(JSON.stringify([left.design, right.design]), 250);
  const { exact, steps } = useMemo(() => {
    const [from, to] = JSON.parse(settled) as [Design, Design];
    if (!pack) return { exact: true, steps: [] };
    const way = morph(from, to, pack, count);
    return {
      exact: way.exact,
      steps: way.steps.map((fields): { fields: DesignFields; recipe: Recipe } => ({
        fields,
        recipe: thumbnailRecipe(from, pack, fields),
      })),
    };
  }, [settled, pack]);

  const put = (index: number, fields: DesignFields) =>
    attempt(() => {
      const percent = Math.round((index / (count - 1)) * 100);
      const near = percent <= 50 ? [left, right] : [right, left];
      const onRack = [...near.map(({ design: one }) => one.id), design.id].find((id) =>
        client.rack.some((one) => one.id === id),
      );
      const named = { ...fields, name: `${left.label} to ${right.label}, ${percent}%`.slice(0, 80) };
      client.undo.stopCapturing();
      const id = onRack ? client.edit.derive(onRack, 'child', named) : client.edit.create(named);
      client.undo.stopCapturing();
      onSelect(id);
      toast({ text: `${named.name} is on the rack.` });
    });

  return (
    <div className={styles.morph}>
      <p className={styles.note}>
        {exact
          ? 'The way from one to the other. Click a step to put it on the rack.'
          : 'These two have more than two sources between them: the ends are exact, the steps between mix the one that shows most in each.'}
      </p>
      <ol className={styles.steps}>
        {steps.map(({ fields, recipe }, index) => {
          const end = index === 0 || index === count - 1;
          const words = `Step ${index + 1} of ${count}`;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place.
            <li key={index}>
              <button
                type="button"
                className={styles.step}
                aria-label={
                  end
                    ? `${words}: ${index === 0 ? left.label : right.label}`
                    : `Put ${words.toLowerCase()} on the rack`
                }
                disabled={end || !edit}
                onClick={() => put(index, fields)}
              >
                <RecipePicture recipe={recipe} alt="" steady />
                {end || !edit ? null : (
                  <span className={styles.plus} aria-hidden="true">
                    <Plus />
                  </span>
                )}
              </button>
            </li>
          );
        })}
      </ol>
    </div>
  );
}
