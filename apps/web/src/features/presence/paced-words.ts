import { announcement } from '../activity/activity-news.js';

/** Announcements are this far apart at least, in ms: a lively room would otherwise talk over everything else. */
const apartMs = 8_000;
/** Sentences that come close together are said together, in ms. */
const gatherMs = 400;

/** Gathers sentences for those who listen to the page, and says them together, each once, with a rest in between. */
export class PacedWords {
  readonly #say: (text: string) => void;
  readonly #waiting = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | null = null;
  #restUntilMs = Number.NEGATIVE_INFINITY;

  constructor(say: (text: string) => void) {
    this.#say = say;
  }

  /** `sentence` without its full stop. */
  add(sentence: string): void {
    this.#waiting.add(sentence);
    const waitMs = Math.max(gatherMs, this.#restUntilMs - performance.now());
    this.#timer ??= setTimeout(() => this.#speak(), waitMs);
  }

  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#waiting.clear();
  }

  #speak(): void {
    this.#timer = null;
    this.#restUntilMs = performance.now() + apartMs;
    const sentences = [...this.#waiting];
    this.#waiting.clear();
    this.#say(announcement(sentences));
  }
}
