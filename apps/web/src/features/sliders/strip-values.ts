const steps = 5;

/** Five places from one end of a slider to the other, and which of them lies nearest to `value`. */
export function stripValues(value: number, min: number, max: number): { values: number[]; nearest: number } {
  const values = Array.from(
    { length: steps },
    (_, step) => Math.round((min + ((max - min) * step) / (steps - 1)) * 100) / 100,
  );
  const distances = values.map((one) => Math.abs(one - value));
  return { values, nearest: distances.indexOf(Math.min(...distances)) };
}
