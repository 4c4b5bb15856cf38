import { describe, expect, it } from 'vitest';
import { SaveCounter } from './save-counter.js';

function connectedCounter(): SaveCounter {
  const counter = new SaveCounter();
  counter.connected();
  counter.sent(); // the answer to the server's state vector
  counter.acknowledged(1);
  return counter;
}

describe('SaveCounter', () => {
  it('has nothing pending before the first edit, sent messages or not', () => {
    expect(connectedCounter().pending).toBe(false);
  });

  it('is pending from the edit until the message that holds it is acknowledged', () => {
    const counter = connectedCounter();
    counter.edited();
    expect(counter.pending).toBe(true);
    counter.sent();
    expect(counter.pending).toBe(true);
    counter.acknowledged(1);
    expect(counter.pending).toBe(true);
    counter.acknowledged(2);
    expect(counter.pending).toBe(false);
  });

  it('does not take the acknowledgement of an earlier message for that of a later edit', () => {
    const counter = connectedCounter();
    counter.edited();
    counter.sent();
    counter.edited();
    counter.acknowledged(2);
    expect(counter).toMatchObject({ pending: true, edits: 2, savedEdits: 1 });
  });

  it('counts several edits in one message, and several messages in one acknowledgement', () => {
    const counter = connectedCounter();
    for (let message = 0; message < 3; message++) {
      counter.edited();
      counter.edited();
      counter.sent();
    }
    counter.acknowledged(4);
    expect(counter).toMatchObject({ pending: false, savedEdits: 6 });
  });

  it('keeps edits unsaved over a lost connection, and starts counting at 0 on the next', () => {
    const counter = connectedCounter();
    counter.edited();
    counter.sent();
    counter.edited(); // offline
    counter.connected();
    expect(counter.pending).toBe(true);
    counter.acknowledged(2); // meant for the old connection; nothing has been sent on this one
    expect(counter.pending).toBe(true);
    counter.sent();
    counter.acknowledged(1);
    expect(counter.pending).toBe(false);
  });

  it('never takes back what was saved', () => {
    const counter = connectedCounter();
    counter.edited();
    counter.sent();
    counter.acknowledged(2);
    counter.connected();
    counter.acknowledged(0);
    expect(counter.savedEdits).toBe(1);
  });

  it('takes a count beyond what was sent for all that was sent', () => {
    const counter = connectedCounter();
    counter.edited();
    counter.acknowledged(99);
    expect(counter.pending).toBe(true);
  });

  it('knows which edits a message brought, and which all that are in flight', () => {
    const counter = connectedCounter();
    for (let message = 2; message < 5; message++) {
      counter.edited();
      counter.edited();
      counter.sent();
    }
    expect(counter.broughtBy(2)).toEqual({ after: 0, upTo: 2 });
    expect(counter.broughtBy(4)).toEqual({ after: 4, upTo: 6 });
    expect(counter.broughtBy(null)).toEqual({ after: 0, upTo: 6 });
    counter.acknowledged(2);
    expect(counter.broughtBy(3)).toEqual({ after: 2, upTo: 4 });
    counter.acknowledged(4);
    expect(counter.broughtBy(null)).toEqual({ after: 6, upTo: 6 });
  });

  it('has heard of a connection once something of it is committed', () => {
    const counter = connectedCounter();
    expect(counter.heard).toBe(true);
    counter.connected();
    expect(counter.heard).toBe(false);
    counter.acknowledged(0);
    expect(counter.heard).toBe(false);
    counter.sent();
    counter.acknowledged(1);
    expect(counter.heard).toBe(true);
  });
});
