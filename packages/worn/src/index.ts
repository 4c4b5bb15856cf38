export { type BodyId, bodyIds } from './figure/body.js';
export { type Croquis, type InkRole, sheet } from './figure/croquis.js';
export { type DrawnShape, drawingOf, unitsPerHead } from './figure/drawing.js';
export { type PoseId, poseIds } from './figure/pose.js';
export { type Category, categoryNamed, type GarmentKind } from './garment.js';
export type { Picture } from './picture.js';
export { type WearOptions, type Worn, wear } from './wear.js';
