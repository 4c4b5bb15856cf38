declare module 'subset-font' {
  interface SubsetOptions {
    readonly targetFormat?: 'sfnt' | 'woff' | 'woff2';
    /** Axis of a variable font -> where it is pinned. */
    readonly variationAxes?: Readonly<Record<string, number>>;
  }
  /** A font of what `text` needs and no more. Rejects where `font` is none. */
  export default function subsetFont(font: Buffer, text: string, options?: SubsetOptions): Promise<Buffer>;
}
