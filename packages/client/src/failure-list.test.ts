import { ToileError } from '@toile/protocol';
import { describe, expect, it } from 'vitest';
import { FailureList } from './failure-list.js';

const error = new ToileError('render-failed').toBody();

describe('FailureList', () => {
  it('names a failure only while the design stands for the hash that failed', () => {
    const list = new FailureList();
    list.failed('one', 'a', error);
    expect(list.present({}, () => 'a')).toEqual({ one: error });
    expect(list.present({}, () => 'b')).toEqual({});
    expect(list.present({}, () => null)).toEqual({ one: error });
  });

  it('answers the same object while nothing differs', () => {
    const list = new FailureList();
    const none = {};
    expect(list.present(none, () => 'a')).toBe(none);
    list.failed('one', 'a', error);
    const first = list.present(none, () => 'a');
    expect(list.present(first, () => 'a')).toBe(first);
  });

  it('forgets what has been drawn after all, and only that', () => {
    const list = new FailureList();
    list.failed('one', 'a', error);
    list.drawn('one', 'b');
    expect(list.present({}, () => 'a')).toEqual({ one: error });
    list.drawn('one', 'a');
    expect(list.present({}, () => 'a')).toEqual({});
  });
});
