import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type AmountKey, backspace, fenOf, largestAmount, mayCharge, press } from './amount'

const keys: AmountKey[] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '00', '.', '+']

function type(text: string): string {
  return [...text].reduce((typed, key) => press(typed, key as AmountKey) ?? typed, '')
}

describe('an amount as people type it', () => {
  it.each([
    ['12.5', '12.5', 1250], ['8+6.5', '8+6.5', 1450], ['.5', '0.5', 50], ['12.567', '12.56', 1256], ['007', '7', 700],
    ['1..5', '1.5', 150], ['+5', '5', 500], ['5++5', '5+5', 1000], ['5.+5', '5+5', 1000], ['0.05', '0.05', 5], ['', '', 0], ['8+', '8+', 800],
    ['1000000', '1000000', 100_000_000], ['1000000.01', '1000000.0', 100_000_000], ['999999.99+.01', '999999.99+0.01', 100_000_000],
  ])('%s stays %s and is %i fen', (pressed, typed, fen) => {
    expect(type(pressed)).toBe(typed)
    expect(fenOf(type(pressed))).toBe(fen)
  })

  it('takes 00 as two zeros, or as many as fit', () => {
    expect(press('1', '00')).toBe('100')
    expect(press('1.', '00')).toBe('1.00')
    expect(press('1.2', '00')).toBe('1.20')
    expect(press('', '00')).toBeUndefined()
    expect(press('5+', '00')).toBeUndefined()
  })

  it('never exceeds the largest amount, never holds a third decimal, and reads back as what it says', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom(...keys), { maxLength: 40 }), (pressed) => {
      const typed = pressed.reduce((text, key) => press(text, key) ?? text, '')
      expect(typed).toMatch(/^((0|[1-9]\d*)(\.\d{0,2})?(\+(0|[1-9]\d*)(\.\d{0,2})?)*\+?)?$/)
      const fen = fenOf(typed)
      expect(Number.isSafeInteger(fen)).toBe(true)
      expect(fen).toBeLessThanOrEqual(largestAmount)
      const byText = typed.split('+').map((term) => Math.round(Number(term || '0') * 100)).reduce((a, b) => a + b, 0)
      expect(fen).toBe(byText)
    }))
  })

  it('adds any two amounts to the fen', () => {
    const amount = fc.integer({ min: 1, max: largestAmount / 2 })
    const text = (fen: number): string => `${String(Math.floor(fen / 100))}.${String(fen % 100).padStart(2, '0')}`
    fc.assert(fc.property(amount, amount, (a, b) => {
      expect(fenOf(type(`${text(a)}+${text(b)}`))).toBe(a + b)
    }))
  })

  it('goes back key by key to nothing', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom(...keys), { maxLength: 30 }), (pressed) => {
      let typed = pressed.reduce((text, key) => press(text, key) ?? text, '')
      for (let i = typed.length; i > 0; i--) typed = backspace(typed)
      expect(typed).toBe('')
    }))
  })

  it('may be charged from one fen to a million yuan', () => {
    expect([0, 1, 100_000_000, 100_000_001].map(mayCharge)).toEqual([false, true, true, false])
  })
})
