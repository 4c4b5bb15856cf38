export { AdmissionDoc, type AdmissionResult } from './admission.js';
export type { Design, DesignSource, Side } from './design.js';
export { designRecipe, sourceRecipe } from './design-recipe.js';
export {
  createDesign,
  type DesignFields,
  deleteDesign,
  duplicateDesign,
  EditError,
  localOrigin,
  moveDesign,
  renameDesign,
  setField,
  setSlider,
  setSource,
} from './edit.js';
export { directionOf, type FieldName, fieldProblem, type SliderField, sliderField } from './fields.js';
export { designMap, designsOf, metaOf, schemaVersion } from './layout.js';
export { LayoutError, migrate } from './migrations.js';
export { inRackOrder, readDesign, readRack } from './read.js';
export { createUndo } from './undo.js';
