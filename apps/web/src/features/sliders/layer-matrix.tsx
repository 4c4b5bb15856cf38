'use client';

import type { PackSummary } from '@toile/protocol';
import { type Design, layerWeights } from '@toile/room';
import { Fragment, useId, useState } from 'react';
import { useOpenRoom } from '../../client/room-context.js';
import { Button } from '../controls/button.js';
import { useAttempt } from '../controls/use-attempt.js';
import styles from './layer-matrix.module.css';
import { LayerSlider } from './layer-slider.js';

interface LayerMatrixProps {
  design: Design;
  pack: PackSummary;
  disabled: boolean;
}

/** For experts: the weight of B on each layer by itself, the coarsest first. Folded until it is asked for. */
export function LayerMatrix({ design, pack, disabled }: LayerMatrixProps) {
  const id = useId();
  const { client } = useOpenRoom();
  const attempt = useAttempt();
  const [open, setOpen] = useState(false);
  const { structureLayers, split, numWs } = pack.manifest;
  const weights = layerWeights(design, pack.manifest);
  const own = Object.keys(design.layers).filter((layer) => Number(layer) < numWs).length;
  const followAgain = () =>
    attempt(() => {
      client.undo.stopCapturing();
      client.edit.change(design.id, { layers: {} });
      client.undo.stopCapturing();
    });

  return (
    <section className={styles.matrix} aria-labelledby={id}>
      <div className={styles.head}>
        <h2 id={id}>Layer by layer</h2>
        <Button tone="quiet" aria-expanded={open} aria-controls={`${id}-rows`} onClick={() => setOpen(!open)}>
          {open ? 'Fold' : own > 0 ? `${own} of ${numWs} set` : 'Unfold'}
        </Button>
      </div>
      {open ? (
        <div id={`${id}-rows`} className={styles.rows}>
          <p className={styles.note}>
            How much of B each layer takes: the first shape the cut, the last the cloth. A layer follows
            Structure or Style until you move it; Delete lets it follow again.
          </p>
          {weights.map((weight, layer) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a layer is its place.
            <Fragment key={layer}>
              {layer === structureLayers[1] ? (
                <p className={styles.split}>
                  {split ? 'Shape above, look below' : 'Shape above, look below: a guess'}
                </p>
              ) : null}
              <LayerSlider
                designId={design.id}
                layer={layer}
                weight={weight}
                follows={
                  design.layers[layer] !== undefined
                    ? null
                    : layer >= structureLayers[0] && layer < structureLayers[1]
                      ? 'structure'
                      : 'style'
                }
                disabled={disabled}
              />
            </Fragment>
          ))}
          {own > 0 && !disabled ? (
            <Button className={styles.again} onClick={followAgain}>
              Let all follow again
            </Button>
          ) : null}
        </div>
      ) : null}
    </section>
  );
}
