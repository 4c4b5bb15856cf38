import type { PhotoLatent } from '@toile/protocol';
import { limits } from '@toile/protocol';
import type { DesignFields, LatentDesignSource } from '@toile/room';

/** A photo's latent as a source of designs. `seed` is what stands behind it where it is taken away again. */
export const photoSource = (
  photo: string,
  { wPlus, category }: Pick<PhotoLatent, 'wPlus' | 'category'>,
  seed: number,
): LatentDesignSource => ({ kind: 'latent', wPlus, photo, category, seed });

/** A new design that shows a photo's garment and nothing else. */
export const photoDesign = (source: LatentDesignSource, name: string): DesignFields => ({
  name,
  a: source,
  b: source,
  structure: 0,
  style: 0,
});

/** What cameras and programs call files by themselves: no name for a garment. */
const machineName =
  /^(img|dsc[nf]?|pxl|photo|image|screenshot|bildschirmfoto|scan|unnamed|download|file|whatsapp)?[\s\d_.()@:+-]*(at|edit|copy)?[\s\d_.()@:+-]*$/i;

/** A design's name of a file's, such as "Linen shirt" of "linen_shirt.jpg"; null where it says nothing. */
export function nameOfFile(fileName: string): string | null {
  const bare = fileName
    .replace(/\.[a-z0-9]{2,5}$/i, '')
    .replace(/[\s_-]+/g, ' ')
    .replace(/\p{Surrogate}/gu, '')
    .trim();
  if (
    machineName.test(bare) ||
    !/\p{Letter}{3}/u.test(bare) ||
    /^(?=.*\d)[\da-f]{12,}$/i.test(bare.replace(/ /g, ''))
  ) {
    return null;
  }
  const name = bare.slice(0, limits.designNameChars).replace(/\p{Surrogate}$/u, '');
  return name.charAt(0).toLocaleUpperCase() + name.slice(1);
}
