import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeToileHttp, openNodeRoom } from '@toile/client/node';
import { type Recipe, recipeJson } from '@toile/latent';
import {
  type Answer,
  type ErrorCode,
  type OpenRoundRequest,
  type Results,
  type Round,
  roundEventSchema,
  roundListSchema,
  roundSchema,
} from '@toile/protocol';
import { MemoryRoomBus, MemoryRoomHub } from '@toile/queue';
import { createDesign, deleteDesign, designRecipe, readRack, setField } from '@toile/room';
import { openStore, type Store } from '@toile/store';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LivePeer } from '../testing/live-peer.fixture.js';
import { Person } from '../testing/person.fixture.js';
import { startServer, type TestServer } from '../testing/server.fixture.js';
import type { YjsPeer } from '../testing/yjs-peer.fixture.js';

let server: TestServer;
let host: Person;
let roomId: string;
let hostId: string;
let doc: YjsPeer;
let designIds: [string, string];
let people: Person[];

beforeAll(async () => {
  server = await startServer({ roomsPerHour: 1_000 });
});
afterAll(() => server.close());

beforeEach(async () => {
  host = new Person(server);
  people = [host];
  const answer = await host.createRoom();
  roomId = answer.room.id;
  hostId = answer.me.id;
  doc = await host.yjs(roomId).ready();
  createDesign(doc.doc, { name: 'Second toile' });
  await doc.allSaved();
  designIds = readRack(doc.doc).map(({ id }) => id) as [string, string];
});
afterEach(() => {
  for (const person of people) person.leave();
});

async function guest(
  role: 'viewer' | 'voter' | 'editor',
  name?: string,
): Promise<Person & { memberId: string }> {
  const person = await host.invite(roomId, role, name);
  people.push(person);
  return person;
}

const terms = (from: Partial<OpenRoundRequest> = {}): OpenRoundRequest => ({
  question: 'Which one goes to sampling?',
  method: { kind: 'dots', perMember: 3, perDesign: 2 },
  designIds,
  anonymous: false,
  hidden: false,
  electorate: { kind: 'role', least: 'voter' },
  quorum: null,
  closesInMs: null,
  ...from,
});

async function opened(by: LivePeer, from: Partial<OpenRoundRequest> = {}): Promise<string> {
  const answer = await by.openRound(terms(from));
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.roundId;
}

const code = async (answer: Promise<Answer<object>>): Promise<ErrorCode | 'ok'> => {
  const settled = await answer;
  return settled.ok ? 'ok' : settled.error.code;
};

const revealed = async (peer: LivePeer): Promise<Results> => {
  await peer.until(() => peer.round?.state.kind === 'revealed', 'the reveal');
  return (peer.round!.state as Extract<Round['state'], { kind: 'revealed' }>).results;
};

describe('opening a round', () => {
  it('freezes the recipes: they stay what they were while somebody edits and deletes', async () => {
    const pack = server.packs.packs[0]!;
    const editor = await guest('editor');
    const [mine, theirs] = await Promise.all([host.live(roomId).ready(), editor.live(roomId).ready()]);
    setField(doc.doc, designIds[0], 'mix.style', 0.25);
    setField(doc.doc, designIds[1], 'slider.sleeves', 2);
    await doc.allSaved();
    const then = readRack(doc.doc).map((design) => recipeJson(designRecipe(design, pack as never) as Recipe));

    await opened(mine, { designIds: designIds.toReversed() as [string, string] });
    setField(doc.doc, designIds[0], 'mix.style', 0.9);
    deleteDesign(doc.doc, designIds[1]);
    await doc.allSaved();
    await theirs.until(() => theirs.round !== null, 'the round');
    const late = await editor.live(roomId).ready();
    for (const peer of [mine, theirs, late]) {
      expect(peer.round?.options).toEqual([
        { designId: designIds[0], name: 'First toile', recipe: then[0] },
        { designId: designIds[1], name: 'Second toile', recipe: then[1] },
      ]);
    }
    expect(roundEventSchema.safeParse(late.welcome?.round).success).toBe(true);
    expect(Math.abs((late.welcome?.round.serverTimeMs ?? 0) - Date.now())).toBeLessThan(10_000);
  });

  it.each([
    ['viewer', 'role-forbidden'],
    ['voter', 'role-forbidden'],
    ['editor', 'ok'],
  ] as const)('by a %s: %s', async (role, outcome) => {
    const peer = await (await guest(role)).live(roomId).ready();
    expect(await code(peer.openRound(terms()))).toBe(outcome);
  });

  it('refuses a second one, what is not on the rack, who is not in the room, and nonsense', async () => {
    const peer = await host.live(roomId).ready();
    const stranger = { kind: 'members' as const, memberIds: ['abcdefghijkm'] };
    expect(await code(peer.openRound(terms({ electorate: stranger })))).toBe('bad-request');
    expect(await code(peer.openRound(terms({ designIds: [designIds[0], 'abcdefghijkm'] })))).toBe(
      'design-not-found',
    );
    expect(await code(peer.openRound(terms({ question: '  ' })))).toBe('bad-request');
    expect(await code(peer.openRound(null as never))).toBe('bad-request');
    await opened(peer);
    expect(await code(peer.openRound(terms()))).toBe('round-open');
  });
});

describe('voting', () => {
  it('counts a person once: two tabs, a changed mind, a reconnect', async () => {
    const voter = await guest('voter');
    const [one, other, mine] = (await Promise.all(
      [voter.live(roomId), voter.live(roomId), host.live(roomId)].map((peer) => peer.ready()),
    )) as [LivePeer, LivePeer, LivePeer];
    const roundId = await opened(mine);
    const [a, b] = designIds;
    expect(await code(one.castBallot(roundId, { [a]: 2 }))).toBe('ok');
    await other.until(() => other.progress?.mine?.[a] === 2, 'the ballot in the other tab');
    expect(await code(other.castBallot(roundId, { [b]: 1 }))).toBe('ok');
    await one.until(() => one.progress?.mine?.[b] === 1, 'the changed mind in the first tab');
    await mine.until(() => mine.progress?.standings?.rows[0]?.designId === b, 'the totals at the host');
    expect(mine.progress).toMatchObject({ voted: 1, eligible: 2, mine: null });
    expect(mine.progress?.standings?.rows.map(({ total }) => total)).toEqual([1, 0]);

    one.close();
    const back = await voter.live(roomId).ready();
    expect(back.progress).toMatchObject({ mine: { [b]: 1 }, voted: 1 });
    await back.castBallot(roundId, null);
    await mine.until(() => mine.progress?.voted === 0, 'the withdrawal');
  });

  it('is for the electorate: viewers look on, others than those chosen too, late joiners vote', async () => {
    const [viewer, voter, editor] = await Promise.all([guest('viewer'), guest('voter'), guest('editor')]);
    const peers = await Promise.all([viewer, voter, editor].map((one) => one.live(roomId).ready()));
    const mine = await host.live(roomId).ready();
    const first = await opened(mine, { electorate: { kind: 'role', least: 'editor' } });
    const outcomes = async (roundId: string) =>
      Promise.all(peers.map((peer) => code(peer.castBallot(roundId, {}))));
    expect(await outcomes(first)).toEqual(['role-forbidden', 'role-forbidden', 'ok']);
    await mine.until(() => mine.progress?.voted === 1 && mine.progress.eligible === 2, 'the editor’s ballot');
    await mine.ask('round-cancel', { roundId: first });

    const chosen = { kind: 'members', memberIds: [voter.memberId, viewer.memberId] } as const;
    const second = await opened(mine, { electorate: { ...chosen, memberIds: [...chosen.memberIds] } });
    expect(await outcomes(second)).toEqual(['role-forbidden', 'ok', 'role-forbidden']);
    await mine.ask('round-cancel', { roundId: second });

    const third = await opened(mine);
    await mine.until(() => mine.progress?.eligible === 3, 'three who may vote');
    const late = await (await guest('voter')).live(roomId).ready();
    await mine.until(() => mine.progress?.eligible === 4, 'the late joiner');
    expect(late.round?.id).toBe(third);
    expect(await code(late.castBallot(third, {}))).toBe('ok');
  });

  it('follows roles: the ballot of somebody demoted rests, that of somebody shown out is gone', async () => {
    const [one, other] = [await guest('voter'), await guest('voter')];
    const [a] = designIds;
    const peers = await Promise.all([one.live(roomId).ready(), other.live(roomId).ready()]);
    const mine = await host.live(roomId).ready();
    const roundId = await opened(mine);
    for (const peer of peers) await peer.castBallot(roundId, { [a]: 1 });
    await mine.until(() => mine.progress?.voted === 2);
    await host.ask('PATCH', `/api/rooms/${roomId}/members/${one.memberId}`, { role: 'viewer' });
    await mine.until(() => mine.progress?.voted === 1 && mine.progress.eligible === 2, 'the demotion');
    await host.ask('PATCH', `/api/rooms/${roomId}/members/${one.memberId}`, { role: 'voter' });
    await mine.until(() => mine.progress?.voted === 2 && mine.progress.eligible === 3, 'the return');
    await host.ask('DELETE', `/api/rooms/${roomId}/members/${other.memberId}`);
    await mine.until(() => mine.progress?.voted === 1 && mine.progress.eligible === 2, 'the removal');
  });

  it('refuses ballots that do not fit, unknown rounds, and rounds that are over', async () => {
    const peer = await host.live(roomId).ready();
    const [a, b] = designIds;
    const roundId = await opened(peer);
    for (const ballot of [{ [a]: 3 }, { [a]: 2, [b]: 2 }, { abcdefghijkm: 1 }]) {
      expect(await code(peer.castBallot(roundId, ballot))).toBe('ballot-invalid');
    }
    expect(await code(peer.castBallot(roundId, { [a]: 0 }))).toBe('bad-request');
    expect(await code(peer.castBallot('abcdefghijkm', {}))).toBe('round-not-found');
    await peer.ask('round-reveal', { roundId });
    expect(await code(peer.castBallot(roundId, { [a]: 1 }))).toBe('round-over');
    await opened(peer);
    expect(await code(peer.castBallot(roundId, { [a]: 1 }))).toBe('round-over');
  });
});

describe('secrets', () => {
  it.each([
    { anonymous: true, hidden: true },
    { anonymous: true, hidden: false },
    { anonymous: false, hidden: true },
  ])('of a round with %j reach nobody before the reveal', async (privacy) => {
    const voter = await guest('voter', 'Vera');
    const viewer = await guest('viewer');
    const [mine, theirs, seen] = await Promise.all([
      host.live(roomId).ready(),
      voter.live(roomId).ready(),
      viewer.live(roomId).ready(),
    ]);
    const roundId = await opened(mine, privacy);
    await theirs.castBallot(roundId, { [designIds[1]]: 2 });
    for (const peer of [mine, seen]) {
      await peer.until(() => peer.progress?.voted === 1, 'the count');
      expect(peer.progress).toEqual({
        roundId,
        voted: 1,
        eligible: 2,
        standings: privacy.hidden ? null : expect.anything(),
        mine: null,
      });
      const told = peer.roundTexts.join('\n');
      expect(told).not.toContain(voter.memberId);
      if (privacy.hidden) expect(told).not.toContain(`"${designIds[1]}":2`);
    }
    const asked = await viewer.ask('GET', `/api/rooms/${roomId}/rounds/${roundId}`);
    expect(asked).toMatchObject({ status: 409, body: { code: 'round-open' } });

    await mine.ask('round-reveal', { roundId });
    for (const peer of [mine, theirs, seen]) {
      const results = await revealed(peer);
      expect(results.rows[0]).toMatchObject({ designId: designIds[1], total: 2 });
      const ballots = [{ member: expect.objectContaining({ name: 'Vera' }), ballot: { [designIds[1]]: 2 } }];
      expect(results.ballots).toEqual(privacy.anonymous ? null : ballots);
    }
    if (privacy.anonymous) {
      expect(mine.roundTexts.join('\n')).not.toContain(voter.memberId);
      const stored = await server.store.rounds.current(roomId);
      expect(stored?.ballots).toEqual([]);
      expect(JSON.stringify(stored)).not.toContain(voter.memberId);
    }
  });
});

describe('who chose what in an open, live round', () => {
  const choices = (peer: LivePeer) =>
    peer.progress?.standings?.ballots?.map(({ member, ballot }) => [member.name, ballot]);

  it('is told live to everybody, viewers and late joiners too, as minds change', async () => {
    const [a, b] = designIds;
    const [vera, viewer] = [await guest('voter', 'Vera'), await guest('viewer')];
    const mine = await host.live(roomId).ready();
    const [theirs, seen] = await Promise.all([vera.live(roomId).ready(), viewer.live(roomId).ready()]);
    const roundId = await opened(mine);
    await theirs.castBallot(roundId, { [b]: 2 });
    for (const peer of [mine, theirs, seen]) {
      await peer.until(() => choices(peer)?.length === 1, 'the first choice');
      expect(choices(peer)).toEqual([['Vera', { [b]: 2 }]]);
    }
    await theirs.castBallot(roundId, { [a]: 1 });
    await seen.until(() => choices(seen)?.[0]?.[1]?.[a as never] === 1, 'the changed mind');
    await mine.castBallot(roundId, {});
    const late = await (await guest('viewer')).live(roomId).ready();
    expect(choices(late)).toHaveLength(2);
    expect(roundEventSchema.parse(late.welcome?.round).progress?.standings?.ballots).toHaveLength(2);
    await theirs.castBallot(roundId, null);
    await seen.until(() => choices(seen)?.length === 1, 'the withdrawal');
    expect(choices(seen)).toEqual([['Host', {}]]);
  });

  it.each([
    { anonymous: true, hidden: true },
    { anonymous: true, hidden: false },
    { anonymous: false, hidden: true },
  ])(
    'is told to nobody of a round with %j: not live, not to who comes late, not to the voter',
    async (privacy) => {
      const vera = await guest('voter', 'Vera');
      const mine = await host.live(roomId).ready();
      const theirs = await vera.live(roomId).ready();
      const roundId = await opened(mine, privacy);
      await theirs.castBallot(roundId, { [designIds[1]]: 2 });
      await mine.until(() => mine.progress?.voted === 1, 'the count');
      await mine.ask('round-extend', { roundId, byMs: 60_000 });
      const late = await (await guest('editor')).live(roomId).ready();
      for (const peer of [mine, late]) {
        expect(peer.roundTexts.join('\n')).not.toContain(vera.memberId);
        expect(peer.progress?.standings?.ballots ?? null).toBeNull();
      }
      // Their own ballot is told to them as theirs alone.
      expect(theirs.roundTexts.join('\n')).not.toContain(vera.memberId);
      expect(theirs.progress?.mine).toEqual({ [designIds[1]]: 2 });
    },
  );
});

describe('the end of a round', () => {
  it('is decided by whoever opened it and by hosts', async () => {
    const [editor, other] = [await guest('editor'), await guest('editor')];
    const mine = await host.live(roomId).ready();
    const [theirs, others] = await Promise.all([editor.live(roomId).ready(), other.live(roomId).ready()]);
    const roundId = await opened(theirs);
    await others.until(() => others.round !== null);
    for (const event of ['round-extend', 'round-reveal', 'round-cancel']) {
      expect(await code(others.ask(event, { roundId, byMs: 1_000 })), event).toBe('role-forbidden');
    }
    expect(await code(theirs.ask('round-extend', { roundId, byMs: 60_000 }))).toBe('ok');
    expect(await code(mine.ask('round-extend', { roundId, byMs: 60_000 }))).toBe('ok');
    expect(mine.round?.state).toMatchObject({ kind: 'open', extensions: 2 });
    expect(await code(mine.ask('round-cancel', { roundId }))).toBe('ok');
    await others.until(() => others.round?.state.kind === 'cancelled', 'the cancellation');
    expect(others.round?.state).toMatchObject({ by: hostId });
    expect(await code(mine.ask('round-reveal', { roundId }))).toBe('round-over');
  });

  it('names whoever revealed it, and what the quorum says', async () => {
    const peer = await host.live(roomId).ready();
    const roundId = await opened(peer, { quorum: 2 });
    await peer.castBallot(roundId, { [designIds[0]]: 1 });
    expect(await code(peer.ask('round-reveal', { roundId }))).toBe('ok');
    expect(await revealed(peer)).toMatchObject({ quorumReached: false, winner: null, voted: 1, eligible: 1 });
    expect(peer.round?.state).toMatchObject({ by: hostId });
  });

  it('comes by the server’s clock, not earlier, and later where it was extended', async () => {
    const peer = await host.live(roomId).ready();
    const roundId = await opened(peer, { closesInMs: 1_000 });
    await peer.ask('round-extend', { roundId, byMs: 1_000 });
    const { state } = peer.round!;
    await revealed(peer);
    expect(peer.round?.state).toMatchObject({ by: null });
    const closesAtMs = state.kind === 'open' ? state.closesAtMs! : Number.NaN;
    expect(peer.round!.state).toMatchObject({ kind: 'revealed' });
    expect((peer.round!.state as { atMs: number }).atMs).toBeGreaterThanOrEqual(closesAtMs);
    expect(closesAtMs - peer.round!.openedAtMs).toBe(2_000);
  });

  it('refuses more than limits.roundMaxMs', async () => {
    const peer = await host.live(roomId).ready();
    const roundId = await opened(peer, { closesInMs: 3_600_000 });
    const day = 86_400_000;
    expect(await code(peer.ask('round-extend', { roundId, byMs: 7 * day }))).toBe('bad-request');
    expect(await code(peer.ask('round-extend', { roundId, byMs: 6 * day }))).toBe('ok');
  });
});

describe('past rounds over HTTP', () => {
  const path = (rest = '') => `/api/rooms/${roomId}/rounds${rest}`;

  it('are listed, read and exported by members, newest first', async () => {
    const voter = await guest('voter', '=HYPERLINK("http://x","you")');
    const [mine, theirs] = await Promise.all([host.live(roomId).ready(), voter.live(roomId).ready()]);
    const ids: string[] = [];
    for (const question of ['Erste Wahl: Ärmel?', '@SUM(1+1)']) {
      const roundId = await opened(mine, { question });
      await theirs.castBallot(roundId, { [designIds[1]]: 2, [designIds[0]]: 1 });
      await mine.ask('round-reveal', { roundId });
      ids.unshift(roundId);
    }
    const list = roundListSchema.parse((await voter.ask('GET', path())).body).rounds;
    expect(list.map(({ id }) => id)).toEqual(ids);
    expect(list[0]).toMatchObject({ question: '@SUM(1+1)', voted: 1, winner: { name: 'Second toile' } });

    const round = roundSchema.parse((await voter.ask('GET', path(`/${ids[1]}`))).body);
    expect(round).toEqual((await server.store.rounds.round(roomId, ids[1]!)) as Round);
    const json = await voter.ask<{ round: Round }>('GET', path(`/${ids[1]}/results.json`));
    expect(json.headers.get('content-disposition')).toBe('attachment; filename="erste-wahl-armel.json"');
    expect(roundSchema.parse(json.body.round)).toEqual(round);

    const csv = await voter.ask('GET', path(`/${ids[0]}/results.csv`));
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const text = csv.body as unknown as string;
    expect(text).toContain(`,"'=HYPERLINK(""http://x"",""you"")"\r\n`);
    expect(text).toContain(`,'@SUM(1+1),dots,`);
  });

  it('are no business of strangers, and unknown ones are not found', async () => {
    const stranger = new Person(server);
    await stranger.createRoom();
    for (const rest of ['', '/abcdefghijkm', '/abcdefghijkm/results.csv']) {
      expect((await stranger.ask('GET', path(rest))).body.code, rest).toBe('not-a-member');
    }
    for (const rest of ['/abcdefghijkm', '/nonsense', '/abcdefghijkm/results.json']) {
      expect((await host.ask('GET', path(rest))).body.code, rest).toBe('round-not-found');
    }
  });
});

describe('a program with a client', () => {
  it('opens, votes, extends, reveals and reads the results', async () => {
    const http = nodeToileHttp({ baseUrl: server.url, session: host.session ?? null });
    const client = openNodeRoom({ http, roomId });
    try {
      await client.awaitReady();
      client.edit.setField(designIds[0], 'mix.style', 0.75);
      const roundId = await client.openRound(terms({ method: { kind: 'ranked' } }));
      expect(client.state.round).toMatchObject({ id: roundId, state: { kind: 'open', closesAtMs: null } });
      const frozen = JSON.parse(client.state.round!.options[0]!.recipe) as Recipe;
      expect(frozen.mix).toMatchObject({ style: 0.75 });
      await client.castBallot(roundId, { [designIds[1]]: 1, [designIds[0]]: 2 });
      const mine = { [designIds[1]]: 1, [designIds[0]]: 2 };
      expect(client.state.roundProgress?.mine).toEqual(mine);
      const named = [{ member: expect.objectContaining({ id: hostId }), ballot: mine }];
      expect(client.state.roundProgress?.standings?.ballots).toEqual(named);
      await client.extendRound(roundId, 60_000);
      expect(client.state.round?.state).toMatchObject({ extensions: 1 });
      await client.revealRound(roundId);
      expect(client.state.round?.state).toMatchObject({ results: { winner: designIds[1] } });
      expect(client.state.roundProgress).toBeNull();
      expect(await http.round(roomId, roundId)).toEqual(client.state.round);
      expect(await http.rounds(roomId)).toMatchObject([{ id: roundId, winner: { designId: designIds[1] } }]);
      const next = await client.openRound(terms());
      await client.cancelRound(next);
      await expect(client.castBallot(next, {})).rejects.toMatchObject({ code: 'round-over' });
    } finally {
      client.close();
    }
  });
});

describe('several servers', () => {
  let folder: string;
  let store: Store;
  let reveals: number;
  let running: TestServer[];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'toile-rounds-'));
    store = await openStore({ folder });
    reveals = 0;
    running = [];
    const { reveal } = store.rounds;
    store.rounds.reveal = async (...args) => {
      const did = await reveal.apply(store.rounds, args);
      if (did) reveals += 1;
      return did;
    };
  });
  afterEach(async () => {
    for (const one of running) await one.close();
    await store.close();
    await rm(folder, { recursive: true });
  });
  const start = async (bus = new MemoryRoomBus()): Promise<TestServer> => {
    const one = await startServer({ store, bus, packs: server.packs, fleet: true, pollMs: 60_000 });
    running.push(one);
    return one;
  };
  /** A room of Ana's with two designs, on `at`. */
  const newRoom = async (at: TestServer) => {
    const ana = new Person(at);
    people.push(ana);
    const { room } = await ana.createRoom();
    roomId = room.id;
    const yjs = await ana.yjs(roomId).ready();
    createDesign(yjs.doc, { name: 'Second toile' });
    await yjs.allSaved();
    designIds = readRack(yjs.doc).map(({ id }) => id) as [string, string];
    return ana;
  };

  it('show one round, take ballots each for all, and reveal it once', async () => {
    const hub = new MemoryRoomHub();
    const [first, second] = [await start(new MemoryRoomBus(hub)), await start(new MemoryRoomBus(hub))];
    const ana = await newRoom(first);
    const ben = await ana.invite(roomId, 'voter', 'Ben');
    const elsewhere = Object.assign(new Person(second), { session: ben.session });
    people.push(elsewhere);
    const [one, other] = await Promise.all([ana.live(roomId).ready(), elsewhere.live(roomId).ready()]);

    const roundId = await opened(one, { closesInMs: 2_500, hidden: true });
    await other.until(() => other.round?.id === roundId, 'the round on the other server');
    expect(await code(other.castBallot(roundId, { [designIds[0]]: 1 }))).toBe('ok');
    await one.until(() => one.progress?.voted === 1, 'the ballot on the first server');
    expect(await code(one.castBallot(roundId, { [designIds[1]]: 2 }))).toBe('ok');
    expect([...one.roundTexts, ...other.roundTexts].join('\n')).not.toContain('"ballots":[');
    const results = await Promise.all([revealed(one), revealed(other)]);
    expect(results[0]).toEqual(results[1]);
    expect(results[0]).toMatchObject({ winner: designIds[1], voted: 2 });
    expect(reveals).toBe(1);
  });

  it('tell who chose what in an open, live round on each of them', async () => {
    const hub = new MemoryRoomHub();
    const [first, second] = [await start(new MemoryRoomBus(hub)), await start(new MemoryRoomBus(hub))];
    const ana = await newRoom(first);
    const ben = await ana.invite(roomId, 'voter', 'Ben');
    const elsewhere = Object.assign(new Person(second), { session: ben.session });
    people.push(elsewhere);
    const [one, other] = await Promise.all([ana.live(roomId).ready(), elsewhere.live(roomId).ready()]);
    const roundId = await opened(one);
    await other.until(() => other.round?.id === roundId, 'the round on the other server');
    await other.castBallot(roundId, { [designIds[0]]: 2 });
    const told = () => one.progress?.standings?.ballots?.map(({ member }) => member.name);
    await one.until(() => told()?.length === 1, 'the ballot on the first server');
    expect(told()).toEqual(['Ben']);
  });

  it('remember the time over a restart, and reveal with nobody in the room', async () => {
    const first = await start();
    const ana = await newRoom(first);
    const one = await ana.live(roomId).ready();
    const roundId = await opened(one, { closesInMs: 1_500 });
    await one.castBallot(roundId, { [designIds[1]]: 1 });
    ana.leave();
    await running.pop()?.close();
    expect(reveals).toBe(0);
    await start();
    await expect
      .poll(async () => (await store.rounds.round(roomId, roundId))?.state.kind, { timeout: 15_000 })
      .toBe('revealed');
    expect(reveals).toBe(1);
    expect((await store.rounds.revealed(roomId))[0]?.state).toMatchObject({
      by: null,
      results: { voted: 1, winner: designIds[1] },
    });
  });
});
