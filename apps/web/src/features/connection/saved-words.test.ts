import { expect, it } from 'vitest';
import { retryWords, savedWords } from './saved-words.js';

const online = { connection: 'online', synced: true, unsavedChanges: 0, keeping: true } as const;
const offline = { ...online, connection: 'offline' } as const;
const text = (state: Parameters<typeof savedWords>[0]) => savedWords(state).text;

it('says saved only where everything is committed', () => {
  expect(text({ ...online, saving: 'saved' })).toBe('Saved');
  expect(text({ ...online, saving: 'saving', unsavedChanges: 2 })).toBe('Saving…');
});

it('says so where saving takes longer than it should, such as without a store', () => {
  const saving = { ...online, saving: 'saving', unsavedChanges: 2 } as const;
  expect(savedWords(saving, true)).toEqual({
    text: 'Not saved yet: 2 changes wait in this browser',
    tone: 'trouble',
  });
  expect(savedWords({ ...online, saving: 'saved' }, true).text).toBe('Saved');
});

it('says what waits, and where, while the server cannot be reached', () => {
  const unsaved = { ...offline, saving: 'unsaved', unsavedChanges: 3 } as const;
  expect(text(unsaved)).toBe('Offline: 3 changes wait in this browser');
  expect(text({ ...unsaved, unsavedChanges: 1 })).toBe('Offline: 1 change waits in this browser');
  expect(text({ ...unsaved, keeping: false })).toBe('Offline: 3 changes wait in this page: leave it open');
  expect(text({ ...offline, saving: 'saved' })).toBe('Offline: all is saved');
});

it('claims nothing before the room has been read', () => {
  expect(text({ ...online, connection: 'connecting', synced: false, saving: 'saved' })).toBe('Opening…');
  expect(text({ ...offline, synced: false, saving: 'saved' })).toBe('Offline');
});

it('counts down to the next attempt, and says when it is under way', () => {
  expect(retryWords(3_200)).toBe('Reconnecting in 4 s');
  expect(retryWords(40)).toBe('Reconnecting in 1 s');
  expect(retryWords(-5)).toBe('Reconnecting…');
  expect(retryWords(null)).toBe('Reconnecting…');
});
