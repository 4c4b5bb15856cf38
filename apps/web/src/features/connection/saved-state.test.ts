import { expect, it } from 'vitest';
import { savedWords } from './saved-state.js';

const online = { connection: 'online', synced: true } as const;

it('says saved only where everything is committed', () => {
  expect(savedWords({ ...online, saving: 'saved' }).text).toBe('Saved');
  expect(savedWords({ ...online, saving: 'saving' }).text).toBe('Saving…');
});

it('says what waits while the server cannot be reached', () => {
  expect(savedWords({ connection: 'offline', synced: true, saving: 'unsaved' }).text).toBe(
    'Not saved yet, offline',
  );
  expect(savedWords({ connection: 'offline', synced: true, saving: 'saved' }).text).toBe(
    'Offline, all saved',
  );
});

it('claims nothing before the room has been read', () => {
  expect(savedWords({ connection: 'connecting', synced: false, saving: 'saved' }).text).toBe('Opening…');
  expect(savedWords({ connection: 'offline', synced: false, saving: 'saved' }).text).toBe('Offline');
});
