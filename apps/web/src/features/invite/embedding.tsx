'use client';

import { type Embedding as Allowed, limits, originSchema } from '@toile/protocol';
import { type FormEvent, useId, useState } from 'react';
import { Button } from '../controls/button.js';
import { Choice } from '../controls/choice.js';
import { CopyBox } from './copy-box.js';
import styles from './embedding.module.css';

interface EmbeddingProps {
  embedding: Allowed;
  /** Where a frame leads; null where this browser does not know the link. */
  frameUrl: string | null;
  busy: boolean;
  onChange: (embedding: Allowed) => Promise<boolean>;
}

/** Whose pages may show the live view in a frame: nobody's, those of some sites, anybody's. */
export function Embedding({ embedding, frameUrl, busy, onChange }: EmbeddingProps) {
  const id = useId();
  const [kind, setKind] = useState<Allowed['kind']>(embedding.kind);
  const [text, setText] = useState(embedding.kind === 'origins' ? embedding.origins.join('\n') : '');
  const [problem, setProblem] = useState<string | null>(null);

  const choose = (next: Allowed['kind']) => {
    setProblem(null);
    setKind(next);
    if (next !== 'origins') void onChange({ kind: next });
  };
  const allow = (event: FormEvent) => {
    event.preventDefault();
    const read = readOrigins(text);
    if (typeof read === 'string') setProblem(read);
    else void onChange({ kind: 'origins', origins: read });
  };

  return (
    <div className={styles.embedding}>
      <Choice
        label="In a frame"
        value={kind}
        disabled={busy}
        onChange={choose}
        options={[
          { value: 'off', label: 'Nowhere' },
          { value: 'origins', label: 'On these sites' },
          { value: 'any', label: 'Anywhere' },
        ]}
      />
      {kind === 'origins' ? (
        <form className={styles.sites} onSubmit={allow}>
          <label htmlFor={id}>Sites, one a line</label>
          <textarea
            id={id}
            rows={2}
            value={text}
            placeholder="https://atelier.example"
            spellCheck={false}
            aria-invalid={problem ? true : undefined}
            aria-describedby={problem ? `${id}-problem` : undefined}
            onChange={(event) => setText(event.target.value)}
          />
          {problem ? (
            <p id={`${id}-problem`} role="alert" className={styles.problem}>
              {problem}
            </p>
          ) : null}
          <Button type="submit" disabled={busy}>
            Allow these sites
          </Button>
        </form>
      ) : null}
      {embedding.kind !== 'off' && embedding.kind === kind && frameUrl ? (
        <>
          <CopyBox label="frame code" text={frameCode(frameUrl)} />
          <p className={styles.fine}>
            Whoever reads the page can take the link out of it and watch too. They see names and pictures,
            nothing else.
          </p>
        </>
      ) : null}
    </div>
  );
}

const frameCode = (url: string): string =>
  `<iframe src="${url}" title="Toile, live" width="480" height="560" style="border:0" sandbox="allow-scripts" loading="lazy"></iframe>`;

/** The origins in a text, or what is wrong with it. */
function readOrigins(text: string): string[] | string {
  const lines = text.split(/\s+/).filter((line) => line !== '');
  if (lines.length === 0) return 'Name a site, such as https://atelier.example.';
  if (lines.length > limits.embedOrigins) return `At most ${limits.embedOrigins} sites.`;
  const origins: string[] = [];
  for (const line of lines) {
    const origin = originSchema.safeParse(line.includes('://') ? line : `https://${line}`);
    if (!origin.success) return `${line.slice(0, 60)} is not the address of a site.`;
    origins.push(origin.data);
  }
  return [...new Set(origins)];
}
