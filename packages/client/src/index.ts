export { type ActivityLine, activityLines, whoWords } from './activity-lines.js';
export type { Activity } from './activity-log.js';
export { BrowserShelf, type PageLocks } from './browser-shelf.js';
export type { Change } from './change-journal.js';
export type { ChangeOwner, ChangeShelf, LeftBehind, OpenChangeShelf } from './change-shelf.js';
export { versionWords, type WordSources } from './change-words.js';
export { DesignSources } from './design-sources.js';
export { drawRecipes } from './draw-recipes.js';
export { fileNames } from './file-names.js';
export type { DesignHistory } from './history-shelf.js';
export { embedUrl, liveViewUrl, tokenFromInviteUrl } from './invite-url.js';
export { lockOn } from './lock-on.js';
export { nameOfFile, photoDesign, photoSource } from './photo-source.js';
export { PictureLoader, type PictureLoaderOptions, type PictureRequest } from './picture-loader.js';
export { looksLikeRecipe, readSharedRecipe, recipeUrl, type SharedRecipe } from './recipe-link.js';
export { RoomClient, type RoomClientOptions } from './room-client.js';
export type { RoomComments } from './room-comments.js';
export type { RoomEdit } from './room-edit.js';
export type { Connection, PresenceEntry, RoomState, Saving, ScratchState, ShownFrame } from './room-state.js';
export {
  type CreatedInvite,
  type CreatedLiveView,
  type ResolveInviteAnswer,
  ToileHttp,
  type ToileHttpOptions,
} from './toile-http.js';
export type { Unkept } from './unkept.js';
export {
  directionByWords,
  type RankedSeed,
  rankByWords,
  type WordSearch,
  type WordSearchOptions,
} from './word-search.js';
