import { inflateRawSync } from 'node:zlib';
import { CheckpointError, StepBudget, ZipArchive } from '@toile/latent';
import {
  type ArchivedDocument,
  type ArchiveFile,
  type ArchiveManifest,
  archivedDocumentSchema,
  archivedRoundsSchema,
  archivedVersionsSchema,
  archivedVotesSchema,
  archiveManifestName,
  archiveManifestSchema,
  limits,
  type Round,
  ToileError,
  type Version,
} from '@toile/protocol';
import { schemaVersion } from '@toile/room';
import type { z } from 'zod';
import { sha256 } from './write-archive.js';

/** What an archive holds, each part as its schema says. What the document says is not judged yet. */
export interface Archive {
  readonly manifest: ArchiveManifest;
  readonly document: ArchivedDocument;
  readonly votes: Readonly<Record<string, readonly string[]>>;
  readonly rounds: readonly Round[];
  readonly versions: readonly Version[];
}

/** Entries of a ZIP that are looked at before it is taken for something else than an archive. */
const mostEntries = 1_000;

/**
 * Reads the ZIP of a room. Only files that an archive has are unpacked, never more bytes than each says it has, and
 * never more than `limits.archiveUnpackedBytes` in all.
 * @throws ToileError `archive-invalid` (no archive, damaged, of a later Toile), `message-too-large`
 */
export function readArchive(bytes: Uint8Array): Archive {
  const zip = opened(bytes);
  const manifest = parsed(
    archiveManifestSchema,
    readJson(zip, archiveManifestName, null),
    archiveManifestName,
  );
  const file = <S extends z.ZodType>(name: ArchiveFile, schema: S): z.output<S> =>
    parsed(schema, readJson(zip, name, manifest.files[name].sha256), name);
  const document = file('document.json', archivedDocumentSchema);
  if (document.schemaVersion > schemaVersion) {
    throw new ToileError('archive-invalid', 'This archive was written by a later Toile than this one.');
  }
  return {
    manifest,
    document,
    votes: file('votes.json', archivedVotesSchema),
    rounds: file('rounds.json', archivedRoundsSchema),
    versions: file('versions.json', archivedVersionsSchema),
  };
}

function opened(bytes: Uint8Array): ZipArchive {
  // One step for each entry, and one for each byte that is unpacked.
  const budget = new StepBudget(mostEntries + limits.archiveUnpackedBytes);
  try {
    // A file that says less than it unpacks to is stopped there.
    return ZipArchive.open(bytes, budget, (compressed, byteLength) =>
      inflateRawSync(compressed, { maxOutputLength: Math.max(1, byteLength) }),
    );
  } catch (cause) {
    throw new ToileError('archive-invalid', undefined, { cause });
  }
}

/** `sha256`: what the bytes must have; null for the file that says it of the others. */
function readJson(zip: ZipArchive, name: string, expected: string | null): unknown {
  let bytes: Uint8Array | undefined;
  try {
    bytes = zip.read(name);
  } catch (cause) {
    if (!(cause instanceof CheckpointError)) throw cause;
    throw cause.code === 'over_budget' ? swollen(cause) : damaged(name, cause);
  }
  if (bytes === undefined) {
    if (name === archiveManifestName) throw new ToileError('archive-invalid');
    throw new ToileError('archive-invalid', `This archive is not whole: ${name} is missing.`);
  }
  if (expected !== null && sha256(bytes) !== expected) throw damaged(name);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw damaged(name, cause);
  }
}

function parsed<S extends z.ZodType>(schema: S, value: unknown, name: string): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  if (name === archiveManifestName && laterFormat(value)) {
    throw new ToileError('archive-invalid', 'This archive was written by a later Toile than this one.');
  }
  const [issue] = result.error.issues;
  const where = [name, ...(issue?.path ?? []).map(String)].join(' ').slice(0, 120);
  throw new ToileError('archive-invalid', `This archive makes no sense at ${where}: ${issue?.message}`);
}

function laterFormat(value: unknown): boolean {
  const { format, formatVersion } = (value ?? {}) as { format?: unknown; formatVersion?: unknown };
  return format === 'toile-room' && typeof formatVersion === 'number' && formatVersion > 1;
}

const damaged = (name: string, cause?: unknown) =>
  new ToileError('archive-invalid', `This archive is damaged: ${name} is not what it was.`, { cause });

function swollen(cause: unknown): ToileError {
  const limit = { name: 'archiveUnpackedBytes', value: limits.archiveUnpackedBytes };
  return new ToileError('message-too-large', 'This archive unpacks to more than a room can be.', {
    limit,
    cause,
  });
}
