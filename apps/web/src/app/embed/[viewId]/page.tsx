import type { Metadata } from 'next';
import { WatchPage } from '../../../features/watch/watch-page.js';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Live view', robots: { index: false, follow: false } };

// The id in the address decides on the server whose pages may show this one; the token behind the "#" lets it watch.
export default function Page() {
  return <WatchPage framed />;
}
