import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { createRoom, inviteLink, joinByLink, launchBrowser, newPerson, type Person } from './browser.js';
import { type RunningServer, removeFolder, startServer, temporaryFolder } from './server.js';

/** What the server is told, or what prepares it in the folder of its data. */
type Environment = Record<string, string> | ((folder: string) => Promise<Record<string, string>>);
type Role = 'Editor' | 'Voter' | 'Viewer';
type Viewport = { readonly width: number; readonly height: number };

/** One server, one browser and the people of one room, for the tests of a file. */
export class Scene {
  readonly #environment: Environment;
  readonly #people: Person[] = [];
  readonly #links = new Map<Role, string>();
  #folder = '';
  #env: Record<string, string> = {};
  #server: RunningServer | null = null;
  #browser: Browser | null = null;
  #host: Person | null = null;
  roomId = '';

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  get server(): RunningServer {
    return there(this.#server, 'a server');
  }

  get browser(): Browser {
    return there(this.#browser, 'a browser');
  }

  get baseUrl(): string {
    return this.server.baseUrl;
  }

  async open(): Promise<void> {
    this.#folder = await temporaryFolder();
    const environment = this.#environment;
    this.#env = typeof environment === 'function' ? await environment(this.#folder) : environment;
    this.#server = await startServer({ folder: this.#folder, env: this.#env });
    this.#browser = await launchBrowser();
  }

  async close(): Promise<void> {
    await this.#browser?.close();
    await this.#server?.stop();
    await removeFolder(this.#folder);
  }

  /** Somebody with a browser of their own, who is nowhere yet. */
  async person(name: string, viewport?: Viewport): Promise<Person> {
    const person = await newPerson(this.browser, name, viewport);
    this.#people.push(person);
    return person;
  }

  /** Somebody who opens the room of this scene. */
  async host(name: string, roomName: string): Promise<Person> {
    const host = await this.person(name);
    this.roomId = await createRoom(host, this.baseUrl, roomName);
    this.#host = host;
    return host;
  }

  /** The host's link for a role; made once. */
  async link(role: Role): Promise<string> {
    const known = this.#links.get(role) ?? (await inviteLink(there(this.#host, 'a host'), role));
    this.#links.set(role, known);
    return known;
  }

  /** Somebody who follows the host's link. */
  async guest(name: string, role: Role, viewport?: Viewport): Promise<Person> {
    const guest = await this.person(name, viewport);
    await joinByLink(guest, await this.link(role), this.baseUrl);
    return guest;
  }

  /** SIGTERM, or SIGKILL where `hard`. `back` starts it again at its address, with its data. */
  async away(hard = false): Promise<void> {
    await this.server.stop(hard);
  }

  async back(): Promise<void> {
    this.#server = await startServer({ folder: this.#folder, port: this.server.port, env: this.#env });
  }

  /** What stands in anybody's console, but for the noise of connections that were cut on purpose. */
  problems(): string[] {
    const noise = /net::ERR|WebSocket|Failed to load resource/;
    return this.#people.flatMap(({ problems }) => problems).filter((problem) => !noise.test(problem));
  }
}

/** A scene that is there before the tests of this file, and gone after them. */
export function newScene(environment: Environment = {}): Scene {
  const scene = new Scene(environment);
  beforeAll(() => scene.open());
  afterAll(() => scene.close());
  return scene;
}

function there<T>(thing: T | null, what: string): T {
  if (thing === null) throw new TypeError(`expected ${what}: the scene has none yet`);
  return thing;
}
