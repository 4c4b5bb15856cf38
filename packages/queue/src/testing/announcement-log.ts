import type { Announcement } from '@toile/protocol';
import type { RenderQueue } from '../render-queue.js';

/** Everything that a queue announces from here on. */
export class AnnouncementLog {
  readonly all: Announcement[] = [];
  #changed: (() => void)[] = [];

  static async of(queue: RenderQueue): Promise<AnnouncementLog> {
    const log = new AnnouncementLog();
    await queue.onAnnouncement((announcement) => {
      log.all.push(announcement);
      const changed = log.#changed;
      log.#changed = [];
      for (const tell of changed) tell();
    });
    return log;
  }

  /** Resolves when `count` announcements have come; answers them in short (`frame slot`, `failed slot code`). */
  async upTo(count: number): Promise<string[]> {
    await this.until(() => this.all.length >= count);
    return this.all.map(inShort);
  }

  async until(holds: () => boolean): Promise<void> {
    while (!holds()) await new Promise<void>((resolve) => this.#changed.push(resolve));
  }
}

const inShort = (announcement: Announcement): string =>
  announcement.kind === 'frame'
    ? `frame ${announcement.slot}`
    : `failed ${announcement.slot} ${announcement.code}`;
