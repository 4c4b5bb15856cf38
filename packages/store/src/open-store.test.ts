import { expect, it } from 'vitest';
import { openStore } from './open-store.js';

it('says what is missing', async () => {
  await expect(openStore({})).rejects.toThrow(TypeError);
  await expect(openStore({ databaseUrl: '', folder: '' })).rejects.toThrow(/databaseUrl or folder/);
});

it('refuses what is not a Postgres URL, without showing its password', async () => {
  for (const databaseUrl of ['mysql://me:secret@host/db', 'secret', 'host=here password=secret']) {
    const error = await openStore({ databaseUrl }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(TypeError);
    expect(String(error)).not.toContain('secret');
  }
});
