'use client';

import { limits, type Member } from '@toile/protocol';
import { type KeyboardEvent, useId, useLayoutEffect, useRef, useState } from 'react';
import { useRoomState } from '../../client/use-room.js';
import { Button } from '../controls/button.js';
import { useCommentDesk } from './comment-desk.js';
import styles from './composer.module.css';
import { draftOf, mentionAt, suggestions, textOf } from './draft-mentions.js';
import { MentionList } from './mention-list.js';

interface ComposerProps {
  /** Where the words belong: what is typed and not sent is kept under it. */
  place: string;
  label: string;
  /** On the button; Enter does the same. */
  action: string;
  /** A comment's text, to write it anew. */
  initial?: string;
  autoFocus?: boolean;
  /** Throws, or answers false, where it was not taken: the words stay. */
  onSubmit: (text: string) => Promise<boolean>;
  onCancel?: () => void;
}

/** A box to write a comment in: @ lists the members, Enter sends, Shift+Enter begins a line. */
export function Composer({
  place,
  label,
  action,
  initial = '',
  autoFocus,
  onSubmit,
  onCancel,
}: ComposerProps) {
  const members = useRoomState((state) => state.members);
  const { drafts } = useCommentDesk();
  const [draft, setDraft] = useState(() => drafts.get(place) ?? draftOf(initial, members));
  const [caret, setCaret] = useState<number | null>(null);
  const [active, setActive] = useState(0);
  const [picked] = useState(() => new Map<string, string>());
  const box = useRef<HTMLTextAreaElement>(null);
  const listId = useId();
  /** Where the caret goes once the box holds the name that was picked. */
  const caretAfterPick = useRef<number | null>(null);
  useLayoutEffect(() => {
    const at = caretAfterPick.current;
    caretAfterPick.current = null;
    if (at !== null) box.current?.setSelectionRange(at, at);
  });

  const typing = caret === null ? null : mentionAt(draft, caret);
  const offered = typing ? suggestions(members, typing.query) : [];
  const listed = offered.length > 0;
  const text = textOf(draft, members, picked).trim();
  const tooLong = text.length > limits.commentChars;

  const write = (next: string) => {
    setDraft(next);
    drafts.set(place, next);
    setActive(0);
  };
  const pick = ({ id, name }: Pick<Member, 'id' | 'name'>) => {
    if (!typing) return;
    picked.set(name, id);
    const before = `${draft.slice(0, typing.start)}@${name} `;
    write(before + draft.slice(caret ?? draft.length).replace(/^ /, ''));
    setCaret(null);
    caretAfterPick.current = before.length;
  };
  const submit = async () => {
    if (text === '' || tooLong || !(await onSubmit(text))) return;
    drafts.delete(place);
    setDraft('');
  };
  const cancel = () => {
    drafts.delete(place);
    onCancel?.();
  };

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return;
    const { key } = event;
    if (listed && (key === 'ArrowDown' || key === 'ArrowUp')) {
      setActive((active + (key === 'ArrowDown' ? 1 : offered.length - 1)) % offered.length);
    } else if (listed && (key === 'Enter' || key === 'Tab')) {
      pick(offered[active] ?? offered[0]!);
    } else if (listed && key === 'Escape') {
      setCaret(null);
    } else if (key === 'Enter' && !event.shiftKey) {
      void submit();
    } else if (key === 'Escape' && onCancel) {
      cancel();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className={styles.composer}>
      <div className={styles.box} data-text={`${draft} `}>
        <textarea
          ref={box}
          rows={1}
          value={draft}
          placeholder={label}
          aria-label={label}
          aria-haspopup="listbox"
          aria-controls={listed ? listId : undefined}
          aria-autocomplete="list"
          aria-activedescendant={listed ? `${listId}-${active}` : undefined}
          // biome-ignore lint/a11y/noAutofocus: the person has just asked to write here.
          autoFocus={autoFocus}
          onChange={(event) => {
            write(event.target.value);
            setCaret(event.target.selectionStart);
          }}
          onSelect={(event) => {
            if (caret !== null) setCaret(event.currentTarget.selectionStart);
          }}
          onBlur={() => setCaret(null)}
          onKeyDown={onKeyDown}
        />
        {listed ? <MentionList id={listId} members={offered} active={active} onPick={pick} /> : null}
      </div>
      {draft !== '' || onCancel ? (
        <div className={styles.foot}>
          <span className={styles.hint} data-problem={tooLong}>
            {tooLong ? `${text.length - limits.commentChars} characters too many` : '@ mentions'}
          </span>
          {onCancel ? (
            <Button tone="quiet" onClick={cancel}>
              Cancel
            </Button>
          ) : null}
          <Button tone="solid" disabled={text === '' || tooLong} onClick={() => void submit()}>
            {action}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
