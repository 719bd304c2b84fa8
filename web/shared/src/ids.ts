const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/** A UUIDv7 (RFC 9562) of the moment: 48 bits of milliseconds, then random bits around version and variant. */
export function uuidV7(now: number, random: (bytes: Uint8Array) => Uint8Array = fillRandom): Uint8Array {
  const bytes = random(new Uint8Array(16))
  for (let i = 5, rest = now; i >= 0; i--, rest = Math.floor(rest / 256)) bytes[i] = rest % 256
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f)
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f)
  return bytes
}

/** 128 bits as 26 characters of Crockford's base32 in lower case: the first character carries three bits, the others five. */
export function base32(bytes: Uint8Array): string {
  let text = ''
  let pending = 0
  let bits = 2 // 130 bits are written: two zeros stand before the first byte.
  for (const byte of bytes) {
    pending = (pending << 8) | byte
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += alphabet[(pending >> bits) & 31] ?? ''
    }
    pending &= (1 << bits) - 1
  }
  return text
}

/** An id that the server takes as it is, such as `pay_…`: made here, so that a request whose answer was lost can be sent again and found. */
export function newId(prefix: string, now: number = Date.now()): string {
  return `${prefix}_${base32(uuidV7(now))}`
}

function fillRandom(bytes: Uint8Array): Uint8Array {
  return crypto.getRandomValues(bytes)
}
