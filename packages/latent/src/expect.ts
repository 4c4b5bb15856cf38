/** Throws RangeError naming `name` unless `value` is an integer from `min` to `max`. */
export function expectInteger(value: number, name: string, min: number, max = Number.MAX_SAFE_INTEGER): void {
  if (!Number.isInteger(value) || value < min || value > max) {
    const range = max === Number.MAX_SAFE_INTEGER ? `at least ${min}` : `${min} to ${max}`;
    throw new RangeError(`${name}: expected an integer ${range}, got ${value}`);
  }
}

/** Throws RangeError naming `name` unless `value` is finite and from `min` to `max`. */
export function expectNumber(value: number, name: string, min = -Infinity, max = Infinity): void {
  if (!Number.isFinite(value) || value < min || value > max) {
    throw new RangeError(`${name}: expected a finite number ${min} to ${max}, got ${value}`);
  }
}

/** Throws RangeError naming `name` unless `values` has `length` elements, all finite. */
export function expectValues(values: ArrayLike<number>, name: string, length: number): void {
  if (values.length !== length) {
    throw new RangeError(`${name}: expected ${length} values, got ${values.length}`);
  }
  for (let i = 0; i < length; i++) {
    if (!Number.isFinite(values[i]))
      throw new RangeError(`${name}[${i}]: expected a finite number, got ${values[i]}`);
  }
}
