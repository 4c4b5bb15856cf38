import {
  cameWithArchive,
  type ErrorBody,
  limits,
  memberNameHeader,
  newDesignId,
  newMemberId,
  newRoundId,
  newVersionId,
  type PackSummary,
  type Results,
  type RoomAnswer,
  type Round,
  type Version,
} from '@toile/protocol';
import { addComment, createDesign, designRecipe, readRack, readThreads } from '@toile/room';
import { strFromU8, strToU8, unzipSync, type Zippable, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { storedDoc } from '../take-away/stored-doc.js';
import { Person } from '../testing/person.fixture.js';
import { startServer, type TestServer } from '../testing/server.fixture.js';
import { sha256 } from './write-archive.js';

let server: TestServer;
let host: Person;
let mine: RoomAnswer;
let pack: PackSummary;
let archive: Uint8Array;
let lastAddress = 1;

async function exported(person: Person, roomId: string): Promise<Response> {
  return fetch(`${server.url}/api/rooms/${roomId}/archive`, {
    headers: { cookie: `toile_session=${person.session}` },
  });
}

async function imported(
  person: Person,
  bytes: Uint8Array,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: RoomAnswer & Partial<ErrorBody> }> {
  const response = await fetch(`${server.url}/api/archives`, {
    method: 'POST',
    body: new Uint8Array(bytes),
    headers: {
      'content-type': 'application/zip',
      'x-forwarded-for': `10.0.${lastAddress >> 8}.${lastAddress++ & 255}`,
      [memberNameHeader]: encodeURIComponent('Zoë 🧵'),
      ...(person.session ? { cookie: `toile_session=${person.session}` } : {}),
      ...headers,
    },
  });
  const cookie = response.headers.getSetCookie()[0];
  if (cookie) person.session = cookie.split(';')[0]!.split('=')[1];
  return { status: response.status, body: (await response.json()) as RoomAnswer & Partial<ErrorBody> };
}

type Json = Record<string, unknown>;

/** The archive with some files changed and, unless told otherwise, their hashes set right. */
function changed(
  change: (files: Record<string, Json>) => void,
  options: { rehash?: boolean } = {},
): Uint8Array {
  const files = Object.fromEntries(
    Object.entries(unzipSync(archive)).map(([name, bytes]) => [name, JSON.parse(strFromU8(bytes)) as Json]),
  );
  change(files);
  const manifest = files['archive.json'] as { files: Record<string, { sha256: string }> } | undefined;
  const packed: Zippable = {};
  for (const [name, json] of Object.entries(files)) {
    if (name === 'archive.json') continue;
    packed[name] = strToU8(JSON.stringify(json));
    if (options.rehash !== false && manifest?.files[name]) {
      manifest.files[name].sha256 = sha256(packed[name] as Uint8Array);
    }
  }
  if (manifest) packed['archive.json'] = strToU8(JSON.stringify(manifest));
  return zipSync(packed);
}

beforeAll(async () => {
  server = await startServer({
    roomsPerHour: 1_000,
    // Each request comes from an address of its own.
    origins: { allowedOrigins: [], trustProxy: true },
  });
  host = new Person(server);
  mine = await host.createRoom();
  pack = await server.packs.byId(mine.room.packId);
  const { store } = server;
  const editor = await host.invite(mine.room.id, 'editor', 'Mika');
  const peer = await editor.yjs(mine.room.id).ready();
  const fields = {
    name: '春の “Coat”',
    styleNumber: 'S-104',
    note: 'Horn\nbuttons',
    a: { kind: 'seed', seed: 42, category: null },
    layers: { 3: 0.25 },
    sliders: { sleeves: 1.5 },
    locks: ['sleeves'],
  } as const;
  const designId = createDesign(peer.doc, fields, { createdBy: editor.memberId });
  const signature = { by: editor.memberId, atMs: 1_700_000_000_000 };
  addComment(peer.doc, { designId, text: 'Longer? ✂️', spot: { x: 0.5, y: 0.25 } }, signature);
  while (readThreads(await storedDoc(store, mine.room.id)).length < 1)
    await new Promise((r) => setTimeout(r, 10));
  while (readRack(await storedDoc(store, mine.room.id)).length < 2)
    await new Promise((r) => setTimeout(r, 10));
  editor.leave();
  await store.setVote(mine.room.id, designId, editor.memberId, true, 1);
  await store.setVote(mine.room.id, designId, mine.me.id, true, 2);
  const version: Version = {
    id: newVersionId(),
    designId,
    atMs: 5,
    by: { id: editor.memberId, name: 'Mika' },
    deed: 'added',
    changes: [],
    state: '{"name":"x"}',
    naming: null,
  };
  await store.addVersions(mine.room.id, [version], { perDesign: 9, perRoom: 9 });
  const response = await exported(host, mine.room.id);
  expect(response.headers.get('content-type')).toBe('application/zip');
  archive = new Uint8Array(await response.arrayBuffer());
});
afterAll(async () => {
  host?.leave();
  await server?.close();
});

describe('an archive', () => {
  it('holds everything of a room with its hashes, and no key to anything', async () => {
    const files = unzipSync(archive);
    expect(Object.keys(files).sort()).toEqual(
      ['archive.json', 'document.json', 'recipes.json', 'rounds.json', 'versions.json', 'votes.json'].sort(),
    );
    const manifest = JSON.parse(strFromU8(files['archive.json']!));
    expect(manifest).toMatchObject({
      format: 'toile-room',
      formatVersion: 1,
      writtenBy: 'Toile 0.0.0-test',
      room: { name: 'Spring', packId: mine.room.packId, packTitle: pack.manifest.title },
    });
    for (const [name, { sha256: hash, bytes }] of Object.entries<{ sha256: string; bytes: number }>(
      manifest.files,
    )) {
      expect([sha256(files[name]!), files[name]!.byteLength]).toEqual([hash, bytes]);
    }
    const text = Object.values(files)
      .map((bytes) => strFromU8(bytes))
      .join('\n');
    expect(text).toContain('Horn\\nbuttons');
    expect(text).not.toContain(host.session);
    expect(text).not.toMatch(/session|token/i);
  });

  it('becomes a room with the same designs, recipes, people, votes and history', async () => {
    const guest = new Person(server);
    const { status, body } = await imported(guest, archive);
    expect([status, body.me.role, body.me.name]).toEqual([201, 'host', 'Zoë 🧵']);
    expect(body.room.id).not.toBe(mine.room.id);
    expect(body.room).toMatchObject({ name: 'Spring', packId: mine.room.packId });
    const [before, after] = await Promise.all(
      [mine.room.id, body.room.id].map(async (id) => readRack(await storedDoc(server.store, id))),
    );
    expect(after).toEqual(before);
    expect(after?.map((design) => designRecipe(design, pack))).toEqual(
      before?.map((design) => designRecipe(design, pack)),
    );
    expect(await server.store.votes(body.room.id)).toEqual(await server.store.votes(mine.room.id));
    expect(await server.store.roomVersions(body.room.id)).toEqual(
      JSON.parse(strFromU8(unzipSync(archive)['versions.json']!)),
    );
    // Comments stay their authors', who are not those who import them.
    const threads = await Promise.all(
      [mine.room.id, body.room.id].map(async (id) => readThreads(await storedDoc(server.store, id))),
    );
    expect(threads[1]).toEqual(threads[0]);
    expect(threads[1]).toHaveLength(1);
    const members = await server.store.members(body.room.id);
    expect(members.map(({ name, role }) => [name, role])).toEqual(
      expect.arrayContaining([
        ['Zoë 🧵', 'host'],
        ['Host', 'viewer'],
        ['Mika', 'viewer'],
      ]),
    );
    // Whoever was in the room is not in this one: they have no session here.
    expect((await host.ask('GET', `/api/rooms/${body.room.id}`)).body.code).toBe('not-a-member');
    expect((await guest.ask<{ rooms: unknown[] }>('GET', '/api/rooms')).body.rooms).toMatchObject([
      { designCount: 2, memberCount: 3 },
    ]);
    const again = await exported(guest, body.room.id);
    const files = unzipSync(new Uint8Array(await again.arrayBuffer()));
    for (const name of ['document.json', 'recipes.json', 'votes.json', 'rounds.json', 'versions.json']) {
      expect(JSON.parse(strFromU8(files[name]!))).toEqual(JSON.parse(strFromU8(unzipSync(archive)[name]!)));
    }
  });

  it('brings rounds along that have ended, and calls off what was open when it was taken', async () => {
    const results: Results = {
      rows: [],
      winner: null,
      voted: 0,
      eligible: 2,
      abstained: 0,
      quorumReached: true,
      tieRule: '',
      runoff: null,
      ballots: null,
    };
    const round: Round = {
      id: newRoundId(),
      question: 'Which one?',
      method: { kind: 'approval' },
      options: [1, 2].map((n) => ({ designId: newDesignId(), name: `Toile ${n}`, recipe: '{}' })),
      anonymous: true,
      hidden: true,
      electorate: { kind: 'role', least: 'voter' },
      quorum: null,
      openedBy: newMemberId(),
      openedAtMs: 1,
      state: { kind: 'revealed', atMs: 2, by: null, results },
    };
    const { body } = await imported(
      new Person(server),
      changed((files) => {
        files['rounds.json'] = [round] as never;
      }),
    );
    expect(await server.store.rounds.revealed(body.room.id)).toEqual([round]);
    const guest = new Person(server);
    const offs: Round[] = [
      { ...round, id: newRoundId(), openedAtMs: 3, state: { kind: 'open', closesAtMs: null, extensions: 0 } },
    ];
    await server.store.rounds.open(mine.room.id, offs[0]!);
    await server.store.rounds.cast(mine.room.id, offs[0]!.id, mine.me.id, {}, 4);
    const taken = new Uint8Array(await (await exported(host, mine.room.id)).arrayBuffer());
    await server.store.rounds.cancel(mine.room.id, offs[0]!.id, mine.me.id, 5);
    const again = await imported(guest, taken);
    expect(await server.store.rounds.all(again.body.room.id)).toEqual([
      { ...offs[0], state: { kind: 'cancelled', atMs: expect.any(Number), by: round.openedBy } },
    ]);
    const open = { ...round, state: { kind: 'open', closesAtMs: null, extensions: 0 } };
    const refused = await imported(
      new Person(server),
      changed((files) => {
        files['rounds.json'] = [open] as never;
      }),
    );
    expect(refused.body).toMatchObject({
      code: 'archive-invalid',
      message: expect.stringContaining('rounds.json'),
    });
  });

  it('brings people along as names, whom nobody can give a part', async () => {
    const importer = new Person(server);
    const { body } = await imported(importer, archive);
    const members = await server.store.members(body.room.id);
    const old = members.filter((member) => cameWithArchive(member, body.room));
    expect(old.length).toBe(members.length - 1);
    expect(old.map(({ id }) => id)).not.toContain(body.me.id);
    const { id } = old[0]!;
    for (const [method, path, request] of [
      ['PATCH', `members/${id}`, { role: 'editor' }],
      ['POST', 'host', { memberId: id }],
    ] as const) {
      const answer = await importer.ask(method, `/api/rooms/${body.room.id}/${path}`, request);
      expect(answer.body).toMatchObject({ code: 'role-forbidden' });
    }
  });

  it('is for hosts to take', async () => {
    const editor = await host.invite(mine.room.id, 'editor', 'Jo');
    expect(((await (await exported(editor, mine.room.id)).json()) as ErrorBody).code).toBe('role-forbidden');
  });
});

describe('a file that is no good archive', () => {
  const refusal = async (bytes: Uint8Array, headers?: Record<string, string>) => {
    const person = new Person(server);
    const { status, body } = await imported(person, bytes, headers);
    // Nobody becomes anything by it.
    expect(person.session).toBeUndefined();
    return { status, code: body.code, message: body.message };
  };

  it.each<[string, () => Uint8Array]>([
    ['nothing', () => new Uint8Array(0)],
    ['a picture', () => Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10])],
    ['a ZIP of something else', () => zipSync({ 'holiday.txt': strToU8('sun') })],
    ['half an archive', () => archive.slice(0, archive.length / 2)],
    [
      'an archive without its designs',
      () =>
        changed((files) => {
          delete files['document.json'];
        }),
    ],
    ['a manifest that is no JSON', () => zipSync({ 'archive.json': strToU8('{"format"') })],
    ['text that is no UTF-8', () => zipSync({ 'archive.json': Uint8Array.of(0x22, 0xff, 0x22) })],
  ])('%s is refused as such', async (_what, bytes) => {
    const answer = await refusal(bytes());
    expect([answer.status, answer.code]).toEqual([422, 'archive-invalid']);
    expect(answer.message).toMatch(/\w/);
  });

  it('whose content was changed is damaged, and says where', async () => {
    const tampered = changed(
      (files) => {
        (files['votes.json'] as Json).AAAAAAAAAAAA = [];
      },
      {
        rehash: false,
      },
    );
    expect(await refusal(tampered)).toMatchObject({
      code: 'archive-invalid',
      message: expect.stringContaining('is damaged'),
    });
  });

  it('of a later Toile says so', async () => {
    for (const later of [
      changed((files) => {
        files['archive.json']!.formatVersion = 2;
      }),
      changed((files) => {
        files['document.json']!.schemaVersion = 99;
      }),
    ]) {
      expect((await refusal(later)).message).toBe('This archive was written by a later Toile than this one.');
    }
  });

  it('of a pack that is not here names the pack', async () => {
    const answer = await refusal(
      changed((files) =>
        Object.assign(files['archive.json']!.room as Json, { packId: 'f'.repeat(64), packTitle: 'Hats' }),
      ),
    );
    expect([answer.status, answer.code]).toEqual([422, 'pack-unknown']);
    expect(answer.message).toContain('“Hats”');
  });

  it.each<[string, (designs: Record<string, Json>) => void]>([
    [
      'a value out of range',
      (designs) => {
        Object.values(designs)[0]!['mix.style'] = 7;
      },
    ],
    [
      'a key that no design has',
      (designs) => {
        Object.values(designs)[0]!.script = 'x';
      },
    ],
    [
      'an id that is none',
      (designs) => {
        designs.__proto = { name: 'x' };
      },
    ],
    [
      'a note that is too long',
      (designs) => {
        Object.values(designs)[0]!.note = 'x'.repeat(9_999);
      },
    ],
  ])('with %s does not pass admission', async (_what, change) => {
    const answer = await refusal(
      changed((files) => change((files['document.json'] as { designs: Record<string, Json> }).designs)),
    );
    expect(answer.code).toBe('archive-invalid');
    expect(answer.message).toContain('cannot be taken in');
  });

  it('with more designs than a rack holds is full', async () => {
    const answer = await refusal(
      changed((files) => {
        const { designs } = files['document.json'] as { designs: Record<string, Json> };
        for (let n = 0; n <= limits.designsPerRoom; n++) designs[newDesignId()] = { name: `no. ${n}` };
      }),
    );
    expect(answer.code).toBe('document-full');
  });

  it('that unpacks to more than it says is stopped, and so is one that says too much', async () => {
    const bomb = zipSync({ 'archive.json': new Uint8Array(40_000_000) });
    // The size in the directory, 24 bytes in, and nothing else is believed.
    const view = new DataView(bomb.buffer);
    const directory = view.getUint32(bomb.length - 6, true);
    view.setUint32(directory + 24, 1_000, true);
    expect((await refusal(bomb)).code).toBe('archive-invalid');
    view.setUint32(directory + 24, 2 * limits.archiveUnpackedBytes, true);
    expect(await refusal(bomb)).toMatchObject({ status: 413, code: 'message-too-large' });
  });

  it('that is too large is not read to its end', async () => {
    const large = new Uint8Array(limits.archiveBytes + 1);
    expect(await refusal(large)).toMatchObject({ status: 413, code: 'message-too-large' });
  });

  it('needs its content type and a name', async () => {
    expect((await refusal(archive, { 'content-type': 'text/plain' })).code).toBe('bad-request');
    for (const name of ['', '%', encodeURIComponent(' '), encodeURIComponent('x'.repeat(41))]) {
      expect((await refusal(archive, { [memberNameHeader]: name })).code, name).toBe('bad-request');
    }
    expect((await refusal(archive, { origin: 'https://evil.example' })).code).toBe('origin-forbidden');
  });

  it('reads anything without falling over', async () => {
    let seed = 7;
    const random = () => {
      seed = (seed * 1_103_515_245 + 12_345) & 0x7fff_ffff;
      return seed / 0x7fff_ffff;
    };
    const { readArchive } = await import('./read-archive.js');
    for (let round = 0; round < 400; round++) {
      const bytes = archive.slice(0, random() < 0.3 ? Math.floor(random() * archive.length) : archive.length);
      for (let flip = 0; flip < 3; flip++)
        bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
      try {
        readArchive(bytes);
      } catch (error) {
        expect(error).toMatchObject({
          name: 'ToileError',
          code: expect.stringMatching(/archive-invalid|too-large/),
        });
      }
    }
  });
});

it('a document of an archive is one update, as a fresh room would have it', async () => {
  const doc = await storedDoc(server.store, mine.room.id);
  const { archivedDocument, documentUpdate } = await import('./archived-document.js');
  const rebuilt = new Y.Doc();
  Y.applyUpdate(rebuilt, documentUpdate(archivedDocument(doc)));
  expect(archivedDocument(rebuilt)).toEqual(archivedDocument(doc));
  expect(rebuilt.store.clients.size).toBe(1);
});
