import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatMoney } from './money'

describe('formatMoney', () => {
  it.each([
    [1, '¥0.01'], [50, '¥0.50'], [1250, '¥12.50'], [99999, '¥999.99'], [100000, '¥1,000.00'],
    [100000000, '¥1,000,000.00'], [0, '¥0.00'], [-1250, '−¥12.50'],
  ])('%i is %s', (fen, text) => {
    expect(formatMoney(fen)).toBe(text)
  })

  it('loses nothing', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 1e12 }), (fen) => {
      expect(Number(formatMoney(fen).replace(/[¥,.]/g, ''))).toBe(fen)
    }))
  })
})
