/**
 * Every bound that a person or a program can run into, in one place.
 *
 * Units are in the names. Raising one is a product decision: each says what it protects.
 */
export const limits = {
  /** A room's name, in UTF-16 code units after trimming. */
  roomNameChars: 80,
  /** A member's display name. */
  memberNameChars: 40,
  /** A design's name. */
  designNameChars: 80,
  /** A design's style number, as a company counts its styles. */
  styleNumberChars: 32,
  /** A design's note: fabric, trims, what to ask the maker. */
  noteChars: 2_000,
  /** Designs on one rack: each costs a live picture for everyone in the room. */
  designsPerRoom: 200,
  /** Automatic versions of one design: past it old ones with near neighbours in time go. */
  versionsPerDesign: 120,
  /** Named versions of one design: these stay for good. */
  namedVersionsPerDesign: 40,
  /** Automatic versions of one room, designs that left the rack included: past it the oldest go. */
  versionsPerRoom: 4_000,
  /** A version's name. */
  versionNameChars: 60,
  /** Versions in one answer. */
  versionsPerPage: 60,
  /** Entries of the activity feed that a connection is told at first; fewer are all there is. */
  activityAtWelcome: 12,
  /** Entries of the activity feed in one answer. */
  activityPerPage: 40,
  /** Automatic versions that one member's edits may make: sustained per second and burst. Edits past it are kept all the same. */
  versionsPerSecond: 2,
  versionsBurst: 400,
  /** Sliders that one design may hold away from zero. */
  slidersPerDesign: 64,
  /** Layers that a design may weigh one by one: a generator of 1024 px has 18. */
  layersPerDesign: 32,
  /** A slider's reach either side of zero, in sigmas (GANSpace's own viewer goes as far). */
  sliderSigmas: 10,
  /** A source's latent in the document: the wPlus of the largest generator, and a photograph's hash. */
  latentChars: 12_449,
  /** The largest truncationPsi: past it the generator leaves what it has learned. */
  truncationPsi: 1.5,
  /** One comment's text, in UTF-16 code units: a few paragraphs. */
  commentChars: 2_000,
  /** Comments of one room, replies and resolved ones included. */
  commentsPerRoom: 2_000,
  /** Text of all comments of a room together: however much is said, designs keep most of `docBytes`. */
  commentCharsPerRoom: 500_000,
  /** Updates of somebody who may comment and not edit: sustained per second and burst, for one connection. */
  commentUpdatesPerSecond: 2,
  commentUpdatesBurst: 60,
  /** One message on the Yjs endpoint, and one socket.io packet, in bytes. A merged offline session fits. */
  messageBytes: 1_048_576,
  /** The encoded document of one room, in bytes, checked before an update is applied. */
  docBytes: 4_194_304,
  /** One awareness state (presence), in bytes of JSON. */
  awarenessBytes: 2_048,
  /** An HTTP request body, in bytes. */
  httpBodyBytes: 65_536,
  /** Document updates: sustained per second and burst, for one connection. A drag sends about 30 a second. */
  docUpdatesPerSecond: 120,
  docUpdatesBurst: 600,
  /** Awareness messages per second for one connection. */
  awarenessPerSecond: 60,
  /** Bytes per second from one connection, averaged over ten seconds. */
  bytesPerSecond: 524_288,
  /** Refused or malformed messages before a connection is closed. */
  strikesPerConnection: 5,
  /** Unsent bytes towards one reader before it is closed as too slow (it resyncs when it returns). */
  unsentBytes: 4_194_304,
  /** Connections of one member to one room (tabs and devices). */
  connectionsPerMember: 8,
  /** Connections of one room on one instance. */
  connectionsPerRoom: 256,
  /** Members of one room, ever joined. */
  membersPerRoom: 500,
  /** Anonymous watchers of one room's live view on one instance: each gets every picture. */
  watchersPerRoom: 100,
  /** Origins whose pages may frame a live view. */
  embedOrigins: 20,
  /** Rooms that one address may create in an hour. */
  roomsPerHourPerAddress: 60,
  /** Invite tokens that one address may try in a minute: they cannot be guessed, this keeps the log quiet. */
  inviteTriesPerMinutePerAddress: 60,
  /** A round's question. */
  questionChars: 140,
  /** Designs in one voting round: a ballot stays something that a thumb can fill in. */
  designsPerRound: 24,
  /** Dots that one person may have in a round. */
  dotsPerMember: 20,
  /** The shortest and the longest time that a timed round is given, or extended by, in ms. */
  roundMinMs: 1_000,
  roundMaxMs: 604_800_000,
  /** Rounds that a room keeps; the oldest go when another one opens. */
  roundsPerRoom: 100,
  /** Votes, renames and other socket.io requests of one connection per second. */
  requestsPerSecond: 20,
  /** Reactions of one connection: sustained per second and burst. More would be confetti. */
  reactionsPerSecond: 3,
  reactionsBurst: 9,
  /** How often one connection may ask everyone to look somewhere, in a minute. */
  gathersPerMinute: 6,
  /** Pictures (recipes over HTTP) that one member may ask for in ten seconds. */
  picturesPerTenSeconds: 400,
  /** What a CLIP is asked for, in UTF-16 code units: a sentence; it reads 77 tokens at most. */
  clipTextChars: 400,
  /** Seeds whose pictures a worker looks at in one task, so that no task holds others up for long. */
  clipBlockSeeds: 32,
  /** Blocks of one search: 512 seeds, which a small CLIP embeds in half a minute on two cores. */
  clipBlocks: 16,
  /** Blocks and directions that one member may ask a CLIP for in ten seconds: six searches whose seeds are known. */
  wordSearchesPerTenSeconds: 100,
  /** A room's archive as it is uploaded, in bytes. */
  archiveBytes: 16_777_216,
  /** What an archive may unpack to, in bytes: a full document and all its history. */
  archiveUnpackedBytes: 50_331_648,
  /** Pictures of one film. */
  framesPerFilm: 60,
  /** Films, line sheets and archives that one member may ask for in a minute: each is seconds of work. */
  filesPerMinute: 12,
  /** A photograph as it is uploaded, in bytes. */
  photoUploadBytes: 12_582_912,
  /** What a photograph may decode to, in pixels: what phones take, and no bomb. */
  photoPixels: 40_000_000,
  /** The shorter side that a photograph has at least as it is stored, in px: less shows no garment. */
  photoLeastSidePx: 64,
  /** The longer side that a photograph is stored with at most, in px: more than any generator draws. */
  photoSidePx: 1_024,
  /** Photographs of one room. */
  photosPerRoom: 200,
  /** Photographs of one room together, in bytes as they are stored. */
  photoBytesPerRoom: 67_108_864,
  /** Photographs that one member may upload in a minute: each is decoded. */
  photosPerMinute: 30,
  /** Jobs waiting in the background lane of one room; a live job is never refused for this. */
  backgroundJobsPerRoom: 256,
  /** Attempts at one job before it is given up and said to have failed. */
  renderAttempts: 3,
  /** How long a worker may hold a job without renewing, in ms. */
  leaseMs: 4_000,
  /** How long a frame is kept by its hash, in ms. */
  frameTtlMs: 3_600_000,
  /** Bytes of frames kept in memory in embedded mode. */
  frameCacheBytes: 134_217_728,
} as const;
