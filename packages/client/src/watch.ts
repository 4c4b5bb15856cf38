/** Watching a room by its live view: what a wall screen or an embedded frame needs, without Yjs. */
export { tokenFromInviteUrl } from './invite-url.js';
export { WatchClient, type WatchedPicture, type WatchState } from './watch-client.js';
