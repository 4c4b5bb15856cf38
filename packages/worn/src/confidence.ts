/** Below this, places are a guess: the garment is placed by its bounding box. */
export const leastConfidence = 0.35;
