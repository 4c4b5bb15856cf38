import type { Metadata } from 'next';
import { WatchPage } from '../../features/watch/watch-page.js';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Live view', robots: { index: false, follow: false } };

export default function Page() {
  return <WatchPage framed={false} />;
}
