import { canonicalRecipe, type Recipe, recipeJson } from '@toile/latent';
import { describe, expect, it } from 'vitest';
import { acceptInviteRequestSchema, createRoomRequestSchema } from './http.js';
import { newDesignId } from './ids.js';
import { limits } from './limits.js';
import { type PackManifest, packIdText, packManifestSchema } from './pack-manifest.js';
import { presenceSchema } from './presence.js';
import { recipeSchema } from './recipe-on-wire.js';
import { inviteRoleSchema, roleAtLeast, roles } from './roles.js';
import { openRoundRequestSchema } from './rounds.js';
import { nameVersionRequestSchema } from './versions.js';

const hash = (letter: string) => letter.repeat(64);

const recipe: Recipe = {
  v: 1,
  pack: hash('a'),
  a: { kind: 'seed', seed: 42, category: 4 },
  b: { kind: 'seed', seed: 7, category: 0 },
  mix: { structure: 0.25, style: 1 },
  truncationPsi: 0.7,
  sliders: { 'ganspace-2': -1.5, 'ganspace-1': 0 },
  output: { tier: 'final', sizePx: 256, format: 'webp' },
};

const file = (path: string, letter: string) => ({ path, sha256: hash(letter), bytes: 1 });
const files: PackManifest['files'] = {
  mapping: file('mapping.onnx', '1'),
  synthesis: file('synthesis.onnx', '2'),
  wAvg: file('wavg.bin', '3'),
};

describe('contracts', () => {
  it('P5: roles are ordered and a link never makes a host', () => {
    for (const [rank, role] of roles.entries()) {
      for (const [least, other] of roles.entries()) expect(roleAtLeast(role, other)).toBe(rank >= least);
    }
    expect(inviteRoleSchema.safeParse('host').success).toBe(false);
  });

  it('P6: a recipe is canonical once parsed, from an object or from its text', () => {
    const canonical = canonicalRecipe(recipe);
    expect(recipeSchema.parse(recipeJson(recipe))).toEqual(canonical);
    expect(recipeSchema.parse(JSON.parse(recipeJson(recipe)))).toEqual(canonical);
  });

  it.each([
    [{}],
    ['{'],
    [{ ...recipe, v: 2 }],
    [{ ...recipe, truncationPsi: 'much' }],
    [{ ...recipe, extra: 1 }],
    [null],
  ])('P6: %j is refused with a reason', (value) => {
    const parsed = recipeSchema.safeParse(value);
    expect(parsed.success).toBe(false);
    expect(parsed.error?.issues[0]?.message).toMatch(/\w/);
  });

  it('P7: whatever decides a picture decides the id', () => {
    const pack = { formatVersion: 2, files, structureLayers: [0, 4] } as const;
    const withFiles = (changed: Partial<PackManifest['files']>) => ({
      ...pack,
      files: { ...files, ...changed },
    });
    const texts = [
      pack,
      withFiles({ mapping: file('mapping.onnx', '9') }),
      withFiles({ synthesis: file('synthesis.onnx', '9') }),
      withFiles({ wAvg: file('wavg.bin', '9') }),
      withFiles({ preview: file('preview.onnx', '9') }),
      withFiles({ directions: file('directions.json', '9') }),
      { ...pack, structureLayers: [0, 5] as const },
      { ...pack, structureLayers: [1, 4] as const },
    ].map((one) => packIdText({ ...one, structureLayers: [...one.structureLayers] }));
    expect(new Set(texts).size).toBe(texts.length);
    const [text] = texts;
    expect(packIdText({ ...withFiles({ clip: file('clip.json', '9') }), structureLayers: [0, 4] })).toBe(
      text,
    );
  });

  it('P7: packs of format version 1 keep the id that they have', () => {
    const one = packIdText({ formatVersion: 1, files, structureLayers: [0, 4] });
    expect(packIdText({ formatVersion: 1, files, structureLayers: [0, 5] })).toBe(one);
    expect(one.split('\n')).toHaveLength(5);
  });

  it('P8: a file name that leaves the folder is refused', () => {
    const { path: filePath } = packManifestSchema.shape.files.shape.mapping.shape;
    for (const path of ['../secret', '/etc/passwd', 'a/b', '.hidden', '', 'a\\b', '..']) {
      expect(filePath.safeParse(path).success, path).toBe(false);
    }
    expect(filePath.safeParse('synthesis.onnx').success).toBe(true);
  });

  it('P9: presence is bounded', () => {
    const presence = { member: 'abcdefghijkm', looking: null, holding: null, cursor: { x: 0.5, y: 1 } };
    expect(presenceSchema.safeParse(presence).success).toBe(true);
    for (const x of [-0.1, 1.1, Number.NaN, Number.POSITIVE_INFINITY, '0.5']) {
      expect(presenceSchema.safeParse({ ...presence, cursor: { x, y: 0 } }).success, String(x)).toBe(false);
    }
    expect(presenceSchema.safeParse({ ...presence, member: 'somebody else' }).success).toBe(false);
    expect(presenceSchema.parse(presence).following).toBeNull();
    expect(presenceSchema.safeParse({ ...presence, following: 'somebody else' }).success).toBe(false);
    const onCard = (card: string) => ({ ...presence, cursor: { x: 0, y: 0, card } });
    expect(presenceSchema.safeParse(onCard('abcdefghijkm')).success).toBe(true);
    expect(presenceSchema.safeParse(onCard('no card')).success).toBe(false);
  });

  it('P10: names are trimmed, never empty, and bounded', () => {
    expect(createRoomRequestSchema.parse({ name: '  Knit drop ', memberName: 'Ana' }).name).toBe('Knit drop');
    expect(createRoomRequestSchema.safeParse({ name: '   ', memberName: 'Ana' }).success).toBe(false);
    const naming = { designId: 'abcdefghijkm', versionId: null };
    expect(nameVersionRequestSchema.parse({ ...naming, name: ' Final ' }).name).toBe('Final');
    expect(nameVersionRequestSchema.parse({ ...naming, name: null }).name).toBeNull();
    for (const name of ['  ', 'x'.repeat(limits.versionNameChars + 1)]) {
      expect(nameVersionRequestSchema.safeParse({ ...naming, name }).success).toBe(false);
    }
    const long = 'x'.repeat(limits.memberNameChars + 1);
    expect(acceptInviteRequestSchema.safeParse({ token: 't', name: long }).success).toBe(false);
  });

  const [one, other] = [newDesignId(), newDesignId()];
  const round = {
    question: ' Which two go to sampling? ',
    method: { kind: 'dots', perMember: 3, perDesign: 2 },
    designIds: [one, other],
    anonymous: true,
    hidden: true,
    electorate: { kind: 'role', least: 'voter' },
    quorum: 3,
    closesInMs: 60_000,
  };

  it('P11: a round within its bounds is read, its question trimmed', () => {
    expect(openRoundRequestSchema.parse(round)).toEqual({ ...round, question: 'Which two go to sampling?' });
    expect(openRoundRequestSchema.safeParse({ ...round, quorum: null, closesInMs: null }).success).toBe(true);
  });

  it.each([
    { question: '  ' },
    { question: 'x'.repeat(limits.questionChars + 1) },
    { method: { kind: 'dots', perMember: 2, perDesign: 3 } },
    { method: { kind: 'dots', perMember: limits.dotsPerMember + 1, perDesign: 1 } },
    { method: { kind: 'coin' } },
    { designIds: [one] },
    { designIds: [one, one] },
    { designIds: [one, 'elsewhere'] },
    { designIds: Array.from({ length: limits.designsPerRound + 1 }, newDesignId) },
    { electorate: { kind: 'role', least: 'viewer' } },
    { electorate: { kind: 'members', memberIds: [] } },
    { quorum: 0 },
    { closesInMs: limits.roundMaxMs + 1 },
    { closesInMs: 0 },
  ])('P11: %j is refused', (part) => {
    expect(openRoundRequestSchema.safeParse({ ...round, ...part }).success).toBe(false);
  });
});
