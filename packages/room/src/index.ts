export { AdmissionDoc, type AdmissionResult } from './admission.js';
export { type Author, noLocks, type RoomLocks } from './author.js';
export type { Comment, Spot, Thread } from './comment.js';
export {
  addComment,
  addReply,
  deleteComment,
  editComment,
  resolveThread,
  type Signature,
} from './comment-edit.js';
export { readComment, readThreads } from './comment-read.js';
export {
  type Design,
  type DesignSource,
  type LatentDesignSource,
  type Lineage,
  lineages,
  type SeedDesignSource,
  type Side,
} from './design.js';
export { designFromRecipe, type RecipeFit } from './design-from-recipe.js';
export { packField, packOf, type RoomPacks } from './design-pack.js';
export {
  designRecipe,
  drawnAs,
  fitsPack,
  lineSheetRecipe,
  previewRecipe,
  sourceRecipe,
} from './design-recipe.js';
export {
  changeDesign,
  createDesign,
  type DesignFields,
  deleteDesign,
  deriveDesign,
  duplicateDesign,
  EditError,
  localOrigin,
  moveDesign,
  renameDesign,
  setField,
  setLayer,
  setLock,
  setSlider,
  setSource,
} from './edit.js';
export {
  type DesignField,
  directionOf,
  type FieldName,
  fieldProblem,
  type LayerField,
  type LockField,
  latentParts,
  layerField,
  layerOf,
  lockable,
  lockField,
  type SliderField,
  sliderField,
} from './fields.js';
export { filmRecipes, filmSteps } from './film.js';
export { layerWeights } from './layer-weights.js';
export { commentsOf, designMap, designsOf, metaOf, schemaVersion } from './layout.js';
export { mention, mentions, type TextPart, textParts } from './mentions.js';
export { LayoutError, migrate } from './migrations.js';
export { type Morph, morph, sameSource } from './morph.js';
export { inRackOrder, readDesign, readRack } from './read.js';
export { type Rehearsed, rehearse } from './rehearse.js';
export { branchVersion, restoreDesign } from './restore.js';
export {
  brokenLocks,
  latentOf,
  shapingSource,
  sourceAlone,
  type Transfer,
  transferFields,
} from './transfer.js';
export { createUndo, holdStep, nextStepDesigns } from './undo.js';
export { children, isLocked, rested, shuffled, type Variation } from './vary.js';
export {
  type DesignState,
  designOfState,
  designState,
  readState,
  stateChanges,
  stateText,
} from './version-state.js';
export { ballotOfRanking, ballotProblem, marksIn, rankingOf } from './voting/ballot.js';
export { inElectorate } from './voting/electorate.js';
export { tally } from './voting/tally.js';
export type { Chip, Lab, Understood } from './words/chip.js';
export { colourDistance, colourNamed, colourNames, labOfSrgb } from './words/colour-names.js';
export { pulledSource, type WordPull } from './words/pulled-source.js';
export { understand, withinRange } from './words/understand.js';
export { mergeWrites, type Write, writeAgain, writeSchema, writesOf } from './writes.js';
