import type { Metadata } from 'next';
import { RoomPage } from '../../../features/room/room-page.js';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Room', robots: { index: false, follow: false } };

export default async function Page({ params }: { params: Promise<{ roomId: string }> }) {
  const { roomId } = await params;
  return <RoomPage roomId={roomId} />;
}
