import { type DocLog, StoreError } from '../store.js';
import { parseBytes, parseWhole } from './row-parsing.js';
import type { Row } from './statement.js';

/**
 * Put together what `selectDocLog` answered; a room that does not exist reads as an empty log.
 * Throws `StoreError('corrupt')` where a row is missing between the caller's state and the head.
 */
export function docLogFromRows(rows: readonly Row[], afterSeq: number): DocLog {
  let head = 0;
  let snapshot: DocLog['snapshot'] = null;
  const updates: { seq: number; update: Uint8Array }[] = [];
  for (const row of rows) {
    const seq = parseWhole(row.seq, 'log number');
    if (row.kind === 'head') head = seq;
    else if (row.kind === 'snapshot') snapshot = { seq, update: parseBytes(row.bytes, 'snapshot') };
    else updates.push({ seq, update: parseBytes(row.bytes, 'log row') });
  }

  let reached = snapshot?.seq ?? afterSeq;
  for (const { seq } of updates) {
    if (seq !== reached + 1) throw gap(reached + 1);
    reached = seq;
  }
  if (reached < head) throw gap(reached + 1);
  if (reached > head && reached > afterSeq) {
    throw new StoreError('corrupt', `A room's log holds row ${reached}, after its newest, ${head}.`);
  }
  return { seq: head, snapshot, updates };
}

const gap = (seq: number) => new StoreError('corrupt', `A room's log has lost row ${seq}.`);
