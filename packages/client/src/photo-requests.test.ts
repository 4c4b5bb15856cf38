import { newRoomId, type Photo, type PhotoLatent, ToileError } from '@toile/protocol';
import { describe, expect, it } from 'vitest';
import { ToileHttp } from './toile-http.js';

const roomId = newRoomId();
const hash = 'ab'.repeat(32);
const photo: Photo = { hash, bytes: 3, widthPx: 300, heightPx: 400, by: 'AnaAnaAnaAna', atMs: 1 };
const latent: PhotoLatent = {
  wPlus: 'AAAA',
  category: 2,
  likeness: { psnrDb: 22, ssim: 0.8, shape: 0.9, colourDistance: 4 },
  cutOut: 'UklGRg==',
};

/** A server that gives these answers, one after the other, and what it was asked. */
function answering(...answers: [status: number, body: unknown][]) {
  const asked: Request[] = [];
  const fetch = async (input: RequestInfo | URL, init?: RequestInit) => {
    init?.signal?.throwIfAborted();
    asked.push(new Request(input, init));
    const [status, body] = answers.shift() ?? [500, null];
    return new Response(status === 204 ? null : JSON.stringify(body), { status });
  };
  return { asked, http: new ToileHttp({ baseUrl: 'https://toile.example', fetch }) };
}

const path = (rest = '') => `https://toile.example/api/rooms/${roomId}/photos${rest}`;

describe('photos', () => {
  it('are sent as they are, and known to be new or there already', async () => {
    const { http, asked } = answering([201, photo], [200, photo]);
    const file = new Blob(['abc'], { type: 'image/jpeg' });
    expect(await http.uploadPhoto(roomId, file)).toEqual({ photo, isNew: true });
    expect(await http.uploadPhoto(roomId, new Blob(['abc']))).toEqual({ photo, isNew: false });
    expect(asked.map(({ method, url, headers }) => [method, url, headers.get('content-type')])).toEqual([
      ['POST', path(), 'image/jpeg'],
      ['POST', path(), 'application/octet-stream'],
    ]);
    expect(await asked[0]!.text()).toBe('abc');
  });

  it('that are refused say why, and those that are given up say nothing', async () => {
    const refusal = new ToileError('photo-invalid', 'This photo is damaged.');
    const { http, asked } = answering([422, refusal.toBody()]);
    const file = new Blob(['abc'], { type: 'image/jpeg' });
    await expect(http.uploadPhoto(roomId, file)).rejects.toMatchObject({
      code: 'photo-invalid',
      message: 'This photo is damaged.',
    });
    const reason = new Error('closed');
    const signal = AbortSignal.abort(reason);
    await expect(http.uploadPhoto(roomId, file, { signal })).rejects.toBe(reason);
    expect(asked).toHaveLength(1);
  });

  it('are asked for their latent until a renderer has answered', async () => {
    const later = new ToileError('renderer-absent').toBody();
    const { http, asked } = answering([503, later], [503, later], [200, latent]);
    expect(await http.photoLatent(roomId, hash, { pack: 'cd'.repeat(32) })).toEqual(latent);
    expect(asked.map(({ method, url }) => [method, url])).toEqual(
      Array(3).fill(['POST', path(`/${hash}/latent`)]),
    );
    expect(await asked[2]!.json()).toEqual({ pack: 'cd'.repeat(32) });
    const refusing = answering([422, new ToileError('no-garment').toBody()]);
    await expect(refusing.http.photoLatent(roomId, hash)).rejects.toMatchObject({ code: 'no-garment' });
  });

  it('are listed, addressed and removed', async () => {
    const { http, asked } = answering([200, { photos: [photo] }], [204, null]);
    expect(await http.photos(roomId)).toEqual([photo]);
    await http.removePhoto(roomId, hash);
    expect(asked.map(({ method, url }) => [method, url])).toEqual([
      ['GET', path()],
      ['DELETE', path(`/${hash}`)],
    ]);
    expect(http.photoUrl(roomId, hash)).toBe(path(`/${hash}`));
  });
});
