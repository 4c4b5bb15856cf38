import type { Role } from '@toile/protocol';

/** On whose behalf an update is admitted. */
export interface Author {
  readonly memberId: string;
  readonly role: Role;
  /** The clientID under which this connection writes. */
  readonly clientId: number;
  readonly locks: RoomLocks;
}

/** What only hosts may change at present. */
export interface RoomLocks {
  /** Every design, and the rack itself. */
  readonly room: boolean;
  readonly designIds: ReadonlySet<string>;
}

export const noLocks: RoomLocks = { room: false, designIds: new Set() };
