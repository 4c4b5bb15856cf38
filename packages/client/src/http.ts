/** Toile over HTTP alone: what a page outside a room needs, without Yjs. */
export { tokenFromInviteUrl } from './invite-url.js';
export { readSharedRecipe, type SharedRecipe } from './recipe-link.js';
export {
  type CreatedInvite,
  type ResolveInviteAnswer,
  ToileHttp,
  type ToileHttpOptions,
} from './toile-http.js';
