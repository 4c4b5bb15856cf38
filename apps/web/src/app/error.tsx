'use client';

import { Button } from '../features/controls/button.js';
import { Notice } from '../features/controls/notice.js';

/** What is left when a component throws: the room itself is on the server, so trying again loses nothing. */
export default function ErrorPage({ reset }: { error: Error; reset: () => void }) {
  return (
    <Notice title="A seam came undone.">
      <p>Something on this page failed. Your work is kept by the server; nothing saved is lost.</p>
      <Button tone="solid" onClick={reset}>
        Try again
      </Button>
    </Notice>
  );
}
