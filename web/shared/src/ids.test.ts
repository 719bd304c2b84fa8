import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { base32, newId, uuidV7 } from './ids'

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/** The plain definition, by big integers. */
function base32ByDivision(bytes: Uint8Array): string {
  let value = bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n)
  let text = ''
  for (let i = 0; i < 26; i++, value /= 32n) text = alphabet.charAt(Number(value % 32n)) + text
  return text
}

describe('ids', () => {
  it('encode any 128 bits as division by 32 does', () => {
    fc.assert(fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
      expect(base32(bytes)).toBe(base32ByDivision(bytes))
    }))
  })

  it('carry version 7, the RFC variant and the millisecond', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 2 ** 47 }), (now) => {
      const bytes = uuidV7(now)
      expect((bytes[6] ?? 0) >> 4).toBe(7)
      expect((bytes[8] ?? 0) >> 6).toBe(2)
      expect(bytes.slice(0, 6).reduce((sum, byte) => sum * 256 + byte, 0)).toBe(now)
    }))
  })

  it('look as the server wants them and sort by time', () => {
    const first = newId('pay', 1_700_000_000_000)
    const second = newId('pay', 1_700_000_000_001)
    expect(first).toMatch(/^pay_[0-7][0-9a-hjkmnp-tv-z]{25}$/)
    expect(first < second).toBe(true)
  })

  it('are not repeated', () => {
    expect(new Set(Array.from({ length: 1000 }, () => newId('pay', 1))).size).toBe(1000)
  })
})
