import type { RoomClient } from '@toile/client';

type Presences = Pick<RoomClient, 'presences' | 'subscribePresence'>;

/**
 * Calls `taken` once somebody else takes the field that is held here out of this hand. Those who had taken it
 * before this hold began do not count: it was taken from them. Answers the function that ends the watch.
 */
export function whenTakenOver(
  client: Presences,
  { designId, field }: { designId: string; field: string },
  taken: () => void,
): () => void {
  const takers = () =>
    client.presences
      .filter(({ mine, presence: { holding } }) => {
        return !mine && holding?.over && holding.designId === designId && holding.field === field;
      })
      .map(({ clientId }) => clientId);
  let known = takers();
  return client.subscribePresence(() => {
    const now = takers();
    const isNew = now.some((clientId) => !known.includes(clientId));
    // One who lets go and takes it again is a new taker.
    known = known.filter((clientId) => now.includes(clientId));
    if (isNew) taken();
  });
}
