const longestChars = 60;

/** What no file system takes in a name, and what some take for something else. */
const forbidden = /[\\/:*?"<>|\p{Cc}\p{Cf}\p{Surrogate}]+/gu;
/** Names of devices on Windows, with any extension. */
const devices = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

/**
 * Names of files for things of these names, readable, safe on every system, and each once (letters' case does not
 * count): "Field dress.png", "Field dress 2.png". `extension` without its dot.
 */
export function fileNames(names: readonly string[], extension: string, fallback = 'Design'): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const base = safe(name) || fallback;
    let unique = base;
    for (let n = 2; taken.has(unique.toLowerCase()); n++) unique = `${base} ${n}`;
    taken.add(unique.toLowerCase());
    return `${unique}.${extension}`;
  });
}

function safe(name: string): string {
  const plain = name.normalize('NFC').replace(forbidden, ' ').replace(/\s+/g, ' ');
  // Neither a hidden file nor one that Windows would shorten; cut between characters.
  const bare = (text: string) => text.replace(/^[\s.]+|[\s.]+$/g, '');
  const short = bare([...bare(plain)].slice(0, longestChars).join(''));
  return devices.test(short) ? `${short} design` : short;
}
