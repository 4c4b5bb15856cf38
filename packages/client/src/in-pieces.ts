/** Pieces that suspects are sent in: a connection of somebody who only comments has a burst of 60 messages. */
const mostPieces = 32;

/**
 * `changes` in the messages that they are to be sent in again, in order. Among `suspects` is one that the server
 * refused without saying which: they go in few at a time, so that the next refusal says more, down to one.
 */
export function inPieces<T extends { readonly id: string }>(
  changes: readonly T[],
  suspects: ReadonlySet<string>,
): T[][] {
  const suspected = changes.filter(({ id }) => suspects.has(id)).length;
  const most = Math.ceil(suspected / mostPieces);
  const pieces: T[][] = [];
  let suspicious = false;
  for (const change of changes) {
    const last = pieces.at(-1);
    const suspect = suspects.has(change.id);
    if (!last || suspect !== suspicious || (suspect && last.length >= most)) pieces.push([change]);
    else last.push(change);
    suspicious = suspect;
  }
  return pieces;
}
