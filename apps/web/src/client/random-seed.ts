/** A seed that is short enough to read out: 0..99,999. Any uint32 can be typed in. */
export const randomSeed = (): number => Math.floor(Math.random() * 100_000);
