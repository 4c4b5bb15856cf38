import type { Metadata } from 'next';
import { JoinPage } from '../../features/join/join-page.js';

export const dynamic = 'force-dynamic';
// The token stands behind the "#", but the room's name may show in the title: keep both out of search engines.
export const metadata: Metadata = { title: 'Join a room', robots: { index: false, follow: false } };

export default function Page() {
  return <JoinPage />;
}
