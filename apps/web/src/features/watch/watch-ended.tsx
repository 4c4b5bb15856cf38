import type { ErrorBody } from '@toile/protocol';
import { Notice } from '../controls/notice.js';

/** The link leads nowhere, or does no longer. */
export function WatchEnded({ ended }: { ended: ErrorBody }) {
  const revoked = ended.code === 'invite-revoked';
  return (
    <Notice title={revoked ? 'This view was closed.' : 'There is nothing to see here.'}>
      <p>
        {revoked
          ? 'The host of the room has closed this live view, or made a new link for it.'
          : ended.message}
      </p>
    </Notice>
  );
}
