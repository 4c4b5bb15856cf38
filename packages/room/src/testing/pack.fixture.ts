import type { Direction, PackManifest, PackSummary } from '@toile/protocol';

const sha256 = 'ab'.repeat(32);
const file = { path: 'x', sha256, bytes: 1 };

export const direction = (id: string, row: number): Direction => ({
  id,
  label: id,
  group: 'shape',
  lowLabel: '',
  highLabel: '',
  rangeSigmas: [-3, 3],
  layers: [0, 4],
  standardDeviation: 1,
  finder: 'ganspace',
  row,
});

/** A pack of 14 layers of which the first 5 are structure, with sliders of the given ids, or as `manifest` has it. */
export function testPack({
  sliders = ['sleeves', 'hem'],
  ...manifest
}: Partial<PackManifest> & { sliders?: string[] } = {}): PackSummary {
  return {
    manifest: {
      formatVersion: 1,
      id: sha256,
      name: 'garments',
      title: 'Garments',
      licence: 'MIT',
      description: '',
      provenance: '',
      credits: [],
      resolutionPx: 256,
      zDim: 8,
      wDim: 8,
      numWs: 14,
      categories: [],
      structureLayers: [0, 5],
      defaultTruncationPsi: 0.7,
      files: { mapping: file, synthesis: file, wAvg: file },
      quality: {},
      ...manifest,
    },
    directions: sliders.map(direction),
  };
}
