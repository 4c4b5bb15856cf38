export type {
  Checkpoint,
  CheckpointFormat,
  DenseTensor,
  FullyConnected,
  MappingNetwork,
  SynthesisBlock,
  SynthesisLayer,
  SynthesisNetwork,
  ToRgb,
} from './checkpoint/checkpoint.js';
export { CheckpointError, type CheckpointErrorCode } from './checkpoint/checkpoint-error.js';
export { halfToNumber } from './checkpoint/element-type.js';
export { multiplications } from './checkpoint/multiplications.js';
export { type RandomCheckpointOptions, randomCheckpoint } from './checkpoint/random-checkpoint.js';
export { type ReadCheckpointOptions, readCheckpoint } from './checkpoint/read-checkpoint.js';
export { StepBudget } from './checkpoint/step-budget.js';
export { type Inflate, ZipArchive } from './checkpoint/zip-archive.js';
export { solvePositiveDefinite } from './cholesky.js';
export { CovarianceAccumulator, standardDeviationAlong } from './covariance.js';
export { addDirections, type Direction, type DirectionEdit } from './direction.js';
export { gramSchmidt, orthogonalTo } from './gram-schmidt.js';
export { interpolateWs, lerp, slerp } from './interpolation.js';
export { isolatingDirection } from './isolating-direction.js';
export { LatentError, type LatentErrorCode } from './latent-error.js';
export { inLayers, type LayerRange } from './layers.js';
export { type Mix, mixWs, mixWsByLayer } from './mixing.js';
export type { Target } from './onnx/emit-convolution.js';
export { emitMapping } from './onnx/emit-mapping.js';
export { emitSynthesis, type SynthesisOptions } from './onnx/emit-synthesis.js';
export {
  GraphBuilder,
  type GraphOptions,
  type OnnxDimension,
  type OnnxElementType,
  type OnnxValue,
} from './onnx/graph-builder.js';
export { toHalfFloats } from './onnx/half-float.js';
export { emitPreview } from './onnx/preview/emit-preview.js';
export { emitPreviewProbe } from './onnx/preview/emit-preview-probe.js';
export type { LayerRanges, PreviewFit, PreviewHead } from './onnx/preview/preview-fit.js';
export { previewResolutionPx } from './onnx/preview/preview-resolution.js';
export { type EncoderShape, emitEncoder, encoderShape } from './photo/emit-encoder.js';
export { emitMatte } from './photo/emit-matte.js';
export { type PhotoNetwork, type PhotoNetworkKind, readPhotoNetwork } from './photo/photo-network.js';
export {
  type PrincipalComponents,
  principalComponents,
  principalComponentsOf,
} from './principal-components.js';
export { type RandomState, randomState, zFromSeed } from './random-state.js';
export {
  canonicalRecipe,
  type LatentSource,
  parseRecipe,
  RECIPE_LIMITS,
  type Recipe,
  type RecipeMix,
  type RecipeOutput,
  recipeHash,
  recipeJson,
  type SeedSource,
  type Source,
  sameSource,
  type Tier,
} from './recipe.js';
export { type PathShape, type RecipeStep, recipePath, type SourceStep } from './recipe-path.js';
export { type RidgeFit, type RidgeShape, ridgeRegression } from './ridge-regression.js';
export { type SefaDirections, type SefaOptions, sefaDirections } from './sefa.js';
export { sha256Hex } from './sha256.js';
export { type SymmetricEigen, symmetricEigen } from './symmetric-eigen.js';
export { type Truncation, truncateWs } from './truncation.js';
export { isWPlusText, wPlusFromText, wPlusText } from './w-plus-text.js';
export { broadcastW, type WsShape } from './ws.js';
export { type RecipeLatents, type SourceLatent, sourceWs, wsFromRecipe } from './ws-from-recipe.js';
