import { describe, expect, it } from 'vitest';
import { LatentError } from './latent-error.js';
import { type RandomState, randomState } from './random-state.js';
import { canonicalRecipe, parseRecipe, type Recipe, recipeHash, recipeJson, type Source } from './recipe.js';

const PACK = '0123456789abcdef'.repeat(4);

function seeded(seed: number, category: number | null = null): Source {
  return { kind: 'seed', seed, category };
}

const latent = (wPlus = 'AACAPwEC'): Source => ({ kind: 'latent', wPlus });

function recipe(changes: Partial<Recipe> = {}): Recipe {
  return {
    v: 1,
    pack: PACK,
    a: seeded(1),
    b: seeded(2),
    mix: { structure: 0.25, style: 0.75 },
    truncationPsi: 0.7,
    sliders: { 'sleeve-length': 1.5, hem: -2 },
    output: { tier: 'final', sizePx: 256, format: 'webp' },
    ...changes,
  };
}

/** A recipe with every field drawn at random, at the edges of its range more often than chance would. */
function anyRecipe(state: RandomState): Recipe {
  const uniform = () => state.random(1)[0]!;
  const pick = <T>(...choices: T[]): T => choices[Math.floor(uniform() * choices.length)]!;
  const source = () =>
    uniform() < 0.3
      ? latent(pick('AAAA', 'AACAPwEC', '_-AA'))
      : seeded(pick(0, 1, 0xffff_ffff, Math.floor(uniform() * 2 ** 32)), pick(null, 0, 7));
  const weight = () => pick(0, 1, -0, 0.5, uniform());
  const count = Math.floor(uniform() * 6);
  const sliders: Record<string, number> = {};
  for (let i = 0; i < count; i++) {
    sliders[pick('a', 'B', '10', '9', 'x.y-z_0', 'constructor')] = pick(0, -0, 20, -20, 40 * uniform() - 20);
  }
  return {
    v: 1,
    pack: PACK.slice(0, 8 + Math.floor(uniform() * 57)),
    a: source(),
    b: source(),
    mix:
      uniform() < 0.7
        ? { structure: weight(), style: weight() }
        : { layers: Array.from({ length: pick(1, 4, 14, 32) }, weight) },
    truncationPsi: pick(0, 1, 1.5, 1.5 * uniform()),
    sliders,
    output: {
      tier: pick('preview', 'final'),
      sizePx: pick(1, 64, 4096),
      format: pick('webp', 'png'),
      ...(uniform() < 0.3 ? { background: 'transparent' } : {}),
    },
  };
}

describe('canonicalRecipe', () => {
  it('L1: rounding, -0, slider order and zero sliders do not matter', () => {
    const same = recipe({
      mix: { structure: 0.250049, style: 0.74995 },
      truncationPsi: 0.7 + 4e-5,
      sliders: { hem: -2.00004, pocket: -0, collar: 0.00004, 'sleeve-length': 1.5 },
    });
    expect(recipeJson(same)).toBe(recipeJson(recipe()));
    expect(recipeHash(same)).toBe(recipeHash(recipe()));
    const canonical = canonicalRecipe(recipe({ truncationPsi: -0, mix: { structure: -0, style: 1 } }));
    expect(Object.is(canonical.truncationPsi, 0)).toBe(true);
    expect(canonical.mix).toStrictEqual({ structure: 0, style: 1 });
    expect(canonicalRecipe(same).sliders).toEqual({ hem: -2, 'sleeve-length': 1.5 });
  });

  it('L1: a value that rounds into its range is in range', () => {
    expect(canonicalRecipe(recipe({ mix: { structure: 1 + 1e-9, style: -1e-9 } })).mix).toEqual({
      structure: 1,
      style: 0,
    });
  });

  it('L2: only the source that shows is kept', () => {
    const onlyA = canonicalRecipe(recipe({ mix: { structure: 0, style: 0 } }));
    expect([onlyA.a, onlyA.b, onlyA.mix]).toEqual([seeded(1), seeded(1), { structure: 0, style: 0 }]);
    const onlyB = canonicalRecipe(recipe({ mix: { structure: 1, style: 1 } }));
    expect([onlyB.a, onlyB.b, onlyB.mix]).toEqual([seeded(2), seeded(2), { structure: 0, style: 0 }]);
    expect(recipeHash(recipe({ a: seeded(9), mix: { structure: 1, style: 1 } }))).toBe(
      recipeHash(recipe({ a: seeded(2), b: seeded(8), mix: { structure: 0, style: 0 } })),
    );
    const twins = canonicalRecipe(recipe({ b: seeded(1) }));
    expect(twins.mix).toEqual({ structure: 0, style: 0 });
  });

  it('L2: sources that both show are kept', () => {
    for (const mix of [
      { structure: 0, style: 1 },
      { structure: 1, style: 0 },
      { structure: 0, style: 0.0001 },
    ]) {
      const { a, b, mix: kept } = canonicalRecipe(recipe({ mix }));
      expect([a, b, kept]).toEqual([seeded(1), seeded(2), mix]);
    }
    const sameSeed = canonicalRecipe(recipe({ a: seeded(1, 0), b: seeded(1, 1) }));
    expect(sameSeed.mix).toEqual({ structure: 0.25, style: 0.75 });
  });

  it('L62: a latent is a source like any other, and between latents alone psi is 1', () => {
    const photo = canonicalRecipe(recipe({ a: latent() }));
    expect([photo.a, photo.b, photo.truncationPsi]).toEqual([latent(), seeded(2), 0.7]);
    expect(recipeJson(photo)).toContain('"a":{"kind":"latent","wPlus":"AACAPwEC"}');
    const alone = recipe({ a: latent(), mix: { structure: 0, style: 0 } });
    expect(canonicalRecipe(alone).truncationPsi).toBe(1);
    expect(recipeHash(alone)).toBe(recipeHash({ ...alone, b: latent('AAAA'), truncationPsi: 0.2 }));
    expect(recipeHash(recipe({ a: latent(), b: latent('AAAA') }))).not.toBe(
      recipeHash(recipe({ a: latent('AAAA'), b: latent() })),
    );
    const twins = canonicalRecipe(recipe({ a: latent(), b: latent() }));
    expect(twins.mix).toEqual({ structure: 0, style: 0 });
  });

  it('L60: a transparent background is another picture, and no background is written as it always was', () => {
    const white = recipe().output;
    const cutOut = { ...white, background: 'transparent' } as const;
    expect(recipeJson(recipe())).toMatch(/"output":\{"tier":"final","sizePx":256,"format":"webp"\}\}$/);
    expect(recipeJson(recipe({ output: cutOut }))).toMatch(/"format":"webp","background":"transparent"\}\}$/);
    expect(parseRecipe(recipeJson(recipe({ output: cutOut }))).output).toStrictEqual(cutOut);
    expect(recipeHash(recipe({ output: cutOut }))).not.toBe(recipeHash(recipe()));
    for (const background of ['white', '', null, true]) {
      const given = { ...recipe(), output: { ...white, background } } as unknown as Recipe;
      expect(() => canonicalRecipe(given)).toThrow(/output\.background/);
    }
  });

  it('L9: one weight for every layer is two equal ones, and L2 holds for it', () => {
    expect(canonicalRecipe(recipe({ mix: { layers: [0.4, 0.40003, 0.4] } })).mix).toEqual({
      structure: 0.4,
      style: 0.4,
    });
    const onlyB = canonicalRecipe(recipe({ mix: { layers: [1, 1, 1, 1] } }));
    expect([onlyB.a, onlyB.b, onlyB.mix]).toEqual([seeded(2), seeded(2), { structure: 0, style: 0 }]);
    const onlyA = canonicalRecipe(recipe({ mix: { layers: [0, -0, 0.00004] } }));
    expect([onlyA.a, onlyA.b, onlyA.mix]).toEqual([seeded(1), seeded(1), { structure: 0, style: 0 }]);
    const twins = canonicalRecipe(recipe({ b: seeded(1), mix: { layers: [0, 1] } }));
    expect(twins.mix).toEqual({ structure: 0, style: 0 });
  });

  it('L9: weights that differ by layer are kept, and each counts', () => {
    expect(canonicalRecipe(recipe({ mix: { layers: [0, 0.25004, 1] } })).mix).toEqual({
      layers: [0, 0.25, 1],
    });
    const hashes = [
      [0, 0.25, 1],
      [0, 1, 0.25],
      [0, 0.25, 1, 1],
      [0, 0.2501, 1],
    ].map((layers) => recipeHash(recipe({ mix: { layers } })));
    expect(new Set([...hashes, recipeHash(recipe())]).size).toBe(5);
  });

  it('L3: is idempotent and leaves its argument unchanged, for 500 random recipes', () => {
    const state = randomState(11);
    for (let i = 0; i < 500; i++) {
      const given = anyRecipe(state);
      const before = structuredClone(given);
      const once = canonicalRecipe(given);
      expect(given).toEqual(before);
      expect(canonicalRecipe(once)).toEqual(once);
      expect(recipeJson(once)).toBe(recipeJson(given));
    }
  });

  it('L4: every field that the picture depends on changes the hash', () => {
    const { output } = recipe();
    const variants: Recipe[] = [
      recipe(),
      recipe({ pack: PACK.replace('0', '1') }),
      recipe({ a: seeded(3) }),
      recipe({ a: seeded(1, 0) }),
      recipe({ b: seeded(3) }),
      recipe({ b: seeded(2, 1) }),
      recipe({ a: seeded(2), b: seeded(1) }),
      recipe({ mix: { structure: 0.2501, style: 0.75 } }),
      recipe({ mix: { structure: 0.25, style: 0.7501 } }),
      recipe({ truncationPsi: 0.7001 }),
      recipe({ sliders: {} }),
      recipe({ sliders: { 'sleeve-length': 1.5, hem: -2.0001 } }),
      recipe({ sliders: { 'sleeve-length': 1.5, hen: -2 } }),
      recipe({ output: { ...output, tier: 'preview' } }),
      recipe({ output: { ...output, sizePx: 128 } }),
      recipe({ output: { ...output, format: 'png' } }),
    ];
    expect(new Set(variants.map(recipeHash)).size).toBe(variants.length);
  });

  const faults: [field: string, error: typeof TypeError | typeof RangeError, changes: object][] = [
    ['v', RangeError, { v: 2 }],
    ['pack', TypeError, { pack: 7 }],
    ['pack', RangeError, { pack: PACK.toUpperCase() }],
    ['pack', RangeError, { pack: '../../etc' }],
    ['a.seed', RangeError, { a: seeded(-1) }],
    ['b.seed', RangeError, { b: seeded(2 ** 32) }],
    ['a.seed', TypeError, { a: { kind: 'seed', seed: '1', category: null } }],
    ['a.category', RangeError, { a: seeded(1, 0.5) }],
    ['a.category', TypeError, { a: { kind: 'seed', seed: 1 } }],
    ['b.kind', RangeError, { b: { kind: 'photo', seed: 1, category: null } }],
    ['a.wPlus', RangeError, { a: latent('') }],
    ['a.wPlus', RangeError, { a: latent('AB') }],
    ['b.wPlus', RangeError, { b: latent('A'.repeat(12_388)) }],
    ['b.wPlus', TypeError, { b: { kind: 'latent', wPlus: 7 } }],
    ['a', TypeError, { a: { kind: 'latent', wPlus: 'AAAA', seed: 1 } }],
    ['mix.structure', RangeError, { mix: { structure: Number.NaN, style: 0 } }],
    ['mix.style', RangeError, { mix: { structure: 0, style: 1.0001 } }],
    ['mix', TypeError, { mix: null }],
    ['mix.layers', TypeError, { mix: { layers: 0.5 } }],
    ['mix.layers', RangeError, { mix: { layers: [] } }],
    ['mix.layers', RangeError, { mix: { layers: new Array(33).fill(0) } }],
    ['mix.layers[1]', RangeError, { mix: { layers: [0, 1.1] } }],
    ['mix.layers[2]', TypeError, { mix: { layers: [0, 1, null] } }],
    ['mix', TypeError, { mix: { layers: [0, 1], style: 0.5 } }],
    ['truncationPsi', RangeError, { truncationPsi: Number.POSITIVE_INFINITY }],
    ['truncationPsi', RangeError, { truncationPsi: 1.6 }],
    ['truncationPsi', TypeError, { truncationPsi: undefined }],
    ['sliders.hem', RangeError, { sliders: { hem: 20.0001 } }],
    ['sliders.hem', TypeError, { sliders: { hem: '1' } }],
    ['sliders key', RangeError, { sliders: { '': 1 } }],
    ['sliders key', RangeError, { sliders: JSON.parse('{"__proto__":1}') }],
    ['sliders', TypeError, { sliders: [1] }],
    ['sliders', RangeError, { sliders: Object.fromEntries(Array.from({ length: 129 }, (_, i) => [i, 1])) }],
    ['output.tier', RangeError, { output: { tier: 'draft', sizePx: 64, format: 'webp' } }],
    ['output.sizePx', RangeError, { output: { tier: 'final', sizePx: 0, format: 'webp' } }],
    ['output.sizePx', RangeError, { output: { tier: 'final', sizePx: 64.5, format: 'webp' } }],
    ['output.format', RangeError, { output: { tier: 'final', sizePx: 64, format: 'gif' } }],
    ['seed', TypeError, { seed: 5 }],
  ];
  it.each(faults)('L5: names %s in a %o', (field, error, changes) => {
    const faulty = { ...recipe(), ...changes } as Recipe;
    expect(() => canonicalRecipe(faulty)).toThrow(error);
    expect(() => canonicalRecipe(faulty)).toThrow(field);
  });
});

describe('recipeJson and parseRecipe', () => {
  it('L6: are inverse for 500 random recipes', () => {
    const state = randomState(12);
    for (let i = 0; i < 500; i++) {
      const given = anyRecipe(state);
      const text = recipeJson(given);
      expect(parseRecipe(text)).toEqual(canonicalRecipe(given));
      expect(recipeJson(parseRecipe(text))).toBe(text);
    }
  });

  it('L6: accepts another order and spacing of the same recipe', () => {
    const reversed = Object.fromEntries(Object.entries(recipe()).reverse());
    expect(recipeHash(parseRecipe(JSON.stringify(reversed, null, 2)))).toBe(recipeHash(recipe()));
  });

  it.each([
    ['', 'recipe_syntax'],
    ['{', 'recipe_syntax'],
    [`{"v":1,"x":"${'y'.repeat(50_000)}"}`, 'recipe_syntax'],
    ['{"v":2}', 'recipe_version'],
    ['{"v":"1"}', 'recipe_version'],
    ['{}', 'recipe_invalid'],
    ['null', 'recipe_invalid'],
    ['[]', 'recipe_invalid'],
    ['"recipe"', 'recipe_invalid'],
    [JSON.stringify({ ...recipe(), note: 'x' }), 'recipe_invalid'],
    [JSON.stringify({ ...recipe(), mix: { structure: 0, style: 0, extra: 0 } }), 'recipe_invalid'],
  ])('L6: refuses %.40s', (text, code) => {
    expect(() => parseRecipe(text)).toThrow(expect.objectContaining({ name: 'LatentError', code }));
  });

  it('L6: throws nothing but LatentError on 3000 damaged texts, and what it accepts is canonical', () => {
    const state = randomState(13);
    let refused = 0;
    for (let i = 0; i < 3000; i++) {
      const text = recipeJson(anyRecipe(state));
      const [where, what, cut] = state.random(3) as unknown as [number, number, number];
      const at = Math.floor(where * text.length);
      const inserted = cut < 0.3 ? '' : '0123456789-e.,:{}[]"abc\\u'.charAt(Math.floor(what * 26));
      const damaged = text.slice(0, at) + inserted + text.slice(at + Math.ceil(cut * 2));
      try {
        const accepted = parseRecipe(damaged);
        expect(canonicalRecipe(accepted)).toEqual(accepted);
      } catch (error) {
        expect(error).toBeInstanceOf(LatentError);
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(1000);
  });

  it('L7: key order is fixed, integer-like slider ids included', () => {
    const given = recipe({ sliders: { b: 1, '9': 2, '10': 3, B: 4 } });
    expect(recipeJson(given)).toBe(
      `{"v":1,"pack":"${PACK}","a":{"kind":"seed","seed":1,"category":null},"b":{"kind":"seed","seed":2,"category":null},"mix":{"structure":0.25,"style":0.75},"truncationPsi":0.7,"sliders":{"10":3,"9":2,"B":4,"b":1},"output":{"tier":"final","sizePx":256,"format":"webp"}}`,
    );
  });

  it('L7: a recorded recipe keeps its hash', () => {
    expect(recipeHash(recipe())).toBe('d8d1aa79ac25bc9bce4998d94b5906e7993450c2fb2e7101ffd9b112a8207ba6');
    const byLayer = recipe({ mix: { layers: [0, 0.25, 1] } });
    expect(recipeJson(byLayer)).toContain('"mix":{"layers":[0,0.25,1]},"truncationPsi"');
    expect(recipeHash(byLayer)).toBe('c42e9199d5922952f124d0e9ce02ecec06d5754fba9d88dc4115103094f1ff71');
  });
});
