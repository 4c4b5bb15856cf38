/**
 * The key of the place that shows a job's picture: `roomId/slot`. A room id has no slash in it, a slot may.
 */
export const placeOf = (roomId: string, slot: string): string => `${roomId}/${slot}`;
