const STATE_WORDS = 624;
const SHIFT_WORDS = 397;
const UPPER_BIT = 0x8000_0000;
const LOWER_BITS = 0x7fff_ffff;
const TWIST = 0x9908_b0df;

/**
 * The Mersenne Twister MT19937 with `init_genrand` seeding (Matsumoto & Nishimura, ACM TOMACS 8(1), 1998, and
 * their 2002 initialisation), which is what `numpy.random.RandomState(seed)` uses for an integer seed.
 */
export class Mt19937 {
  readonly #state = new Uint32Array(STATE_WORDS);
  #next = STATE_WORDS;

  /** `seed`: uint32. Throws RangeError otherwise. */
  constructor(seed: number) {
    if (!Number.isInteger(seed) || seed < 0 || seed > 0xffff_ffff) {
      throw new RangeError(`seed: expected an integer 0 to 4294967295, got ${seed}`);
    }
    const state = this.#state;
    state[0] = seed;
    for (let i = 1; i < STATE_WORDS; i++) {
      const previous = state[i - 1]!;
      state[i] = Math.imul(1812433253, previous ^ (previous >>> 30)) + i;
    }
  }

  /** The next 32 random bits, as a number 0 to 2^32 - 1. */
  nextUint32(): number {
    if (this.#next === STATE_WORDS) this.#twist();
    let word = this.#state[this.#next++]!;
    word ^= word >>> 11;
    word ^= (word << 7) & 0x9d2c_5680;
    word ^= (word << 15) & 0xefc6_0000;
    word ^= word >>> 18;
    return word >>> 0;
  }

  /** The next double in [0, 1), from 53 random bits (`genrand_res53`). */
  nextDouble(): number {
    const high = this.nextUint32() >>> 5;
    const low = this.nextUint32() >>> 6;
    return (high * 2 ** 26 + low) / 2 ** 53;
  }

  #twist(): void {
    const state = this.#state;
    for (let i = 0; i < STATE_WORDS; i++) {
      const bits = (state[i]! & UPPER_BIT) | (state[(i + 1) % STATE_WORDS]! & LOWER_BITS);
      state[i] = state[(i + SHIFT_WORDS) % STATE_WORDS]! ^ (bits >>> 1) ^ (bits & 1 ? TWIST : 0);
    }
    this.#next = 0;
  }
}
