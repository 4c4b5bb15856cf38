const STEPS_PER_UNIT = 10_000;

/** `value` as an object with string keys. Throws TypeError naming `field` for anything else. */
export function plainObject(value: unknown, field: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new TypeError(`${field}: expected an object, got ${shown(value)}`);
  }
  return value as Record<string, unknown>;
}

/** `value` as an object with exactly `keys`. Throws TypeError naming the missing or the unknown key. */
export function exactKeys<K extends string>(
  value: unknown,
  field: string,
  keys: readonly K[],
): Record<K, unknown> {
  const object = plainObject(value, field);
  for (const key of keys) {
    if (!Object.hasOwn(object, key)) throw new TypeError(`${field}.${key}: missing`);
  }
  for (const key of Object.keys(object)) {
    if (!keys.includes(key as K)) throw new TypeError(`${field}: unknown key ${shown(key)}`);
  }
  return object as Record<K, unknown>;
}

/**
 * `value` rounded to the nearest 1e-4 (halves upwards), never -0. Throws TypeError naming `field` when it is no
 * number, RangeError when it is not finite or the rounded value lies outside `min` to `max`.
 */
export function quantised(value: unknown, field: string, min: number, max: number): number {
  if (typeof value !== 'number') throw new TypeError(`${field}: expected a number, got ${shown(value)}`);
  const rounded = Math.round(value * STEPS_PER_UNIT) / STEPS_PER_UNIT + 0;
  if (!(rounded >= min && rounded <= max)) {
    throw new RangeError(`${field}: expected ${min} to ${max}, got ${value}`);
  }
  return rounded;
}

/** `value` as an integer from `min` to `max`, never -0. Throws TypeError or RangeError naming `field`. */
export function integer(value: unknown, field: string, min: number, max: number): number {
  if (typeof value !== 'number') throw new TypeError(`${field}: expected a number, got ${shown(value)}`);
  if (!Number.isInteger(value) || value < min || value > max) {
    throw new RangeError(`${field}: expected an integer ${min} to ${max}, got ${value}`);
  }
  return value + 0;
}

/** `value` as a string that `pattern` matches. Throws TypeError or RangeError naming `field`. */
export function matching(value: unknown, field: string, pattern: RegExp): string {
  if (typeof value !== 'string') throw new TypeError(`${field}: expected a string, got ${shown(value)}`);
  if (!pattern.test(value)) throw new RangeError(`${field}: expected ${pattern}, got ${shown(value)}`);
  return value;
}

/** A short printable form of any value, for messages. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 80 ? `${value.slice(0, 80)}…` : value);
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}
