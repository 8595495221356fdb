/** Ids made on the device. `crypto.randomUUID` is missing on plain http, as in most intranets; random bytes are not. */
export function newId(): string {
  return uuidOf(crypto.getRandomValues(new Uint8Array(16)), 4);
}

/** An id that follows from a text: the same file, chosen again, has the same one. Version 8 of RFC 9562, by FNV-1a. */
export function idOf(text: string): string {
  const bytes = new Uint8Array(16);
  for (let lane = 0; lane < 4; lane++) {
    let hash = (0x811c9dc5 ^ Math.imul(lane + 1, 0x9e3779b1)) >>> 0;
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
    new DataView(bytes.buffer).setUint32(lane * 4, hash);
  }
  return uuidOf(bytes, 8);
}

function uuidOf(bytes: Uint8Array, version: number): string {
  bytes[6] = (bytes[6]! & 0x0f) | (version << 4);
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
