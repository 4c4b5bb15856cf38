'use client';

import { pictureAt } from '../../client/picture-source.js';
import { colourVar } from '../presence/person.js';
import { SteadyPicture } from '../sources/steady-picture.js';
import styles from './showcase-board.module.css';

const places = Array.from({ length: 9 }, (_, index) => `/api/showcase/${index}`);

/** Nine garments of the server's own model on pattern paper, and two people at work. */
export function ShowcaseBoard() {
  return (
    <div
      className={styles.board}
      role="img"
      aria-label="Nine garments on pattern paper, drawn by this server"
    >
      {places.map((url) => (
        <div key={url} className={styles.place}>
          <SteadyPicture picture={pictureAt(url)} alt="" />
        </div>
      ))}
      <span className={styles.cursor} style={{ left: '30%', top: '37%', background: colourVar('sea') }}>
        Ana
      </span>
      <span className={styles.cursor} style={{ left: '73%', top: '64%', background: colourVar('plum') }}>
        Mika
      </span>
    </div>
  );
}
