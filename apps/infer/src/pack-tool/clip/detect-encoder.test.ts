import { describe, expect, it } from 'vitest';
import { detectEncoder, type NetworkDescription, type TensorDescription } from './detect-encoder.js';

const tensor = (name: string, type: string, ...shape: (number | string)[]): TensorDescription => ({
  name,
  type,
  shape,
});
const network = (inputs: TensorDescription[], outputs: TensorDescription[]): NetworkDescription => ({
  path: 'given.onnx',
  inputs,
  outputs,
});
const ids = tensor('input_ids', 'int64', 'batch', 'sequence');
const mask = tensor('attention_mask', 'int64', 'batch', 'sequence');
const pixels = tensor('pixel_values', 'float32', 'batch', 3, 'height', 'width');

describe('telling what an export is', () => {
  it('takes the projected embedding of several outputs, whatever their order', () => {
    const outputs = [
      tensor('last_hidden_state', 'float32', 'batch', 'sequence', 512),
      tensor('pooler_output', 'float32', 'batch', 512),
      tensor('text_embeds', 'float32', 'batch', 512),
    ];
    expect(detectEncoder('text', network([mask, ids], outputs))).toEqual({
      inputs: [
        { name: 'attention_mask', takes: 'mask', type: 'int64' },
        { name: 'input_ids', takes: 'ids', type: 'int64' },
      ],
      output: { name: 'text_embeds', type: 'float32' },
      batches: true,
      size: null,
      width: 512,
      convention: 'hugging-face',
      isUnprojected: false,
    });
  });

  it('reads both halves of one model, logits left aside', () => {
    const model = network(
      [ids, pixels, mask],
      [
        tensor('logits_per_image', 'float32', 'image', 'text'),
        tensor('logits_per_text', 'float32', 'text', 'image'),
        tensor('text_embeds', 'float32', 'text', 512),
        tensor('image_embeds', 'float32', 'image', 512),
      ],
    );
    expect(detectEncoder('text', model).output.name).toBe('text_embeds');
    expect(detectEncoder('image', model)).toMatchObject({
      output: { name: 'image_embeds' },
      size: null,
      convention: 'hugging-face',
    });
  });

  it("knows OpenCLIP's and Immich's: int32, one at a time, fixed sizes", () => {
    const text = network([tensor('text', 'int32', 1, 77)], [tensor('embedding', 'float32', 1, 640)]);
    expect(detectEncoder('text', text)).toMatchObject({
      inputs: [{ name: 'text', takes: 'ids', type: 'int32' }],
      batches: false,
      size: 77,
      width: 640,
      convention: 'openai',
    });
    const image = network(
      [tensor('image', 'float32', 1, 3, 240, 240)],
      [tensor('embedding', 'float32', 1, 640)],
    );
    expect(detectEncoder('image', image)).toMatchObject({ batches: false, size: 240, convention: 'openai' });
  });

  it("knows OpenAI's and CLIP-as-service's: input and output, in halves too", () => {
    const text = network([tensor('input', 'int64', 'n', 77)], [tensor('output', 'float16', 'n', 'm')]);
    expect(detectEncoder('text', text)).toMatchObject({ size: 77, width: null, convention: 'openai' });
    const image = network(
      [tensor('input', 'float16', 'n', 3, 336, 336)],
      [tensor('output', 'float16', 'n', 768)],
    );
    expect(detectEncoder('image', image)).toMatchObject({
      inputs: [{ takes: 'pixels', type: 'float16' }],
      output: { type: 'float16' },
      size: 336,
    });
  });

  it('takes the only vector where no name is known', () => {
    const text = network([ids], [tensor('1234', 'float32', 'n', 512), tensor('h', 'float32', 'n', 77, 512)]);
    expect(detectEncoder('text', text).output.name).toBe('1234');
  });

  it.each([
    [
      'an image encoder for a text encoder',
      'text',
      [pixels],
      [tensor('image_embeds', 'float32', 'n', 512)],
      /no token ids/,
    ],
    [
      'a text encoder for an image encoder',
      'image',
      [ids],
      [tensor('text_embeds', 'float32', 'n', 512)],
      /no pictures/,
    ],
    [
      'hidden states only',
      'text',
      [ids],
      [tensor('text_embeds', 'float32', 'n', 77, 512)],
      /no embedding.*projection/,
    ],
    [
      'channels last',
      'image',
      [tensor('image', 'float32', 1, 224, 224, 3)],
      [tensor('e', 'float32', 1, 512)],
      /image \(float32/,
    ],
    ['bytes', 'image', [tensor('image', 'uint8', 1, 3, 224, 224)], [tensor('e', 'float32', 1, 512)], /uint8/],
    [
      'a picture that is no square',
      'image',
      [tensor('image', 'float32', 1, 3, 224, 336)],
      [tensor('e', 'float32', 1, 512)],
      /not square/,
    ],
    [
      'a fixed batch of 8',
      'text',
      [tensor('text', 'int32', 8, 77)],
      [tensor('e', 'float32', 8, 512)],
      /8 at a time/,
    ],
    [
      'positions',
      'text',
      [ids, tensor('position_ids', 'int64', 'n', 's')],
      [tensor('e', 'float32', 'n', 512)],
      /position_ids/,
    ],
    [
      'two nameless vectors',
      'text',
      [ids],
      [tensor('a', 'float32', 'n', 512), tensor('b', 'float32', 'n', 512)],
      /no embedding/,
    ],
  ] as const)('refuses %s in one line', (_what, role, inputs, outputs, why) => {
    const detect = () => detectEncoder(role, network([...inputs], [...outputs]));
    expect(detect).toThrow(why);
    expect(detect).toThrow(/^given\.onnx [^\n]+$/);
  });
});
