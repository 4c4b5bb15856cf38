import type { ErrorBody } from '@toile/protocol';

interface Failure {
  readonly hash: string;
  readonly error: ErrorBody;
}

/** Pictures that could not be drawn, by design. Each counts only while the design still stands for its hash. */
export class FailureList {
  readonly #failures = new Map<string, Failure>();

  failed(designId: string, hash: string, error: ErrorBody): void {
    this.#failures.set(designId, { hash, error });
  }

  /** A picture with this hash has come after all. */
  drawn(designId: string, hash: string): void {
    if (this.#failures.get(designId)?.hash === hash) this.#failures.delete(designId);
  }

  forget(designId: string): void {
    this.#failures.delete(designId);
  }

  /** designId -> error, of the present hashes (null = not known, then any counts); `before` itself where equal. */
  present(
    before: Readonly<Record<string, ErrorBody>>,
    presentHash: (designId: string) => string | null,
  ): Readonly<Record<string, ErrorBody>> {
    const present: Record<string, ErrorBody> = {};
    for (const [designId, { hash, error }] of this.#failures) {
      if ((presentHash(designId) ?? hash) === hash) present[designId] = error;
    }
    const ids = Object.keys(present);
    const same = ids.length === Object.keys(before).length && ids.every((id) => before[id] === present[id]);
    return same ? before : present;
  }
}
