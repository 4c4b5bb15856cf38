import { Wordmark } from '../controls/wordmark.js';
import { ThemeToggle } from '../theme/theme-toggle.js';
import { HowItWorks } from './how-it-works.js';
import styles from './landing-page.module.css';
import { OpenArchive } from './open-archive.js';
import { OpenRoomForm } from './open-room-form.js';
import { ShowcaseBoard } from './showcase-board.js';
import { YourRooms } from './your-rooms.js';

/** What Toile is, in one screen, and the way in. */
export function LandingPage() {
  return (
    <div className={styles.page}>
      <header className={styles.bar}>
        <Wordmark size="large" />
        <nav>
          <a href="#how">How it works</a>
          <ThemeToggle />
        </nav>
      </header>
      <main>
        <section className={styles.hero}>
          <div>
            <h1>
              Draft clothes <em>together,</em> before the cloth is cut.
            </h1>
            <p>
              Open a room, send a link, and shape garments side by side. Everyone moves the same sliders,
              everyone sees the same picture, and the room votes on what to make.
            </p>
            <OpenRoomForm />
            <OpenArchive />
          </div>
          <ShowcaseBoard />
        </section>
        <YourRooms />
        <HowItWorks />
      </main>
    </div>
  );
}
