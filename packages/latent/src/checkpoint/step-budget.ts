import { CheckpointError } from './checkpoint-error.js';

/** Steps that any checkpoint may take whatever its size: pickle opcodes, archive entries, visited nodes. */
const BASE_STEPS = 1_000_000;
/** Steps allowed per byte. An honest reader copies each float (2 to 8 bytes) a few times at most. */
const STEPS_PER_BYTE = 4;

/**
 * Counts the work of reading one file, so that a hostile file is stopped by arithmetic and not by a clock. One
 * step is one pickle opcode, one visited value, one archive entry or one copied tensor element.
 */
export class StepBudget {
  readonly limit: number;
  #steps = 0;

  /** `limit`: steps allowed, a positive integer. */
  constructor(limit: number) {
    if (!Number.isSafeInteger(limit) || limit < 1) {
      throw new RangeError(`limit: expected a positive integer, got ${limit}`);
    }
    this.limit = limit;
  }

  /** The budget for a file of `byteLength` bytes: 1,000,000 steps and 4 a byte. */
  static forFile(byteLength: number): StepBudget {
    return new StepBudget(BASE_STEPS + STEPS_PER_BYTE * byteLength);
  }

  /** Steps taken so far. */
  get steps(): number {
    return this.#steps;
  }

  /** Takes `count` steps, at least 0. Throws `over_budget` when they would pass the limit. */
  spend(count: number): void {
    this.#steps += count;
    if (!(this.#steps <= this.limit)) {
      throw new CheckpointError(
        'over_budget',
        `The file asks for more than ${this.limit} reading steps, which no checkpoint of its size needs.`,
      );
    }
  }
}
