import { describe, expect, it, vi } from 'vitest'
import { createAmountEntry } from './useAmount'

function typeAt(entry: ReturnType<typeof createAmountEntry>, text: string[], pace: number, charge = vi.fn(), start = 1000): typeof charge {
  text.forEach((key, i) => entry.onKey(key, start + i * pace, charge))
  return charge
}

describe('the keyboard', () => {
  it('types an amount and charges on Enter', () => {
    const entry = createAmountEntry()
    const charge = typeAt(entry, ['1', '2', '.', '5', 'Enter'], 120)
    expect(entry.fen.value).toBe(1250)
    expect(charge).toHaveBeenCalledOnce()
  })

  it('takes quick fingers for fingers', () => {
    const entry = createAmountEntry()
    const charge = typeAt(entry, ['8', '+', '6', '.', '5', 'Enter'], 1)
    expect(entry.fen.value).toBe(1450)
    expect(charge).toHaveBeenCalledOnce()
  })

  it('never takes a scanned code for the amount, nor its Enter for a charge', () => {
    const entry = createAmountEntry()
    typeAt(entry, ['2', '8'], 200)
    const charge = typeAt(entry, [...'134579246810111213', 'Enter'], 4, vi.fn(), 5000)
    expect(entry.typed.value).toBe('28')
    expect(entry.hint.value).toBe('scanner')
    expect(charge).not.toHaveBeenCalled()
  })

  it('is the cashier\'s again after the scan', () => {
    const entry = createAmountEntry()
    typeAt(entry, [...'6901234567892', 'Enter'], 4)
    typeAt(entry, ['9'], 0, vi.fn(), 9000)
    expect(entry.typed.value).toBe('9')
    expect(entry.hint.value).toBeUndefined()
  })

  it('takes back, clears, and leaves other keys alone', () => {
    const entry = createAmountEntry()
    typeAt(entry, ['1', '2', 'Backspace'], 200)
    expect(entry.typed.value).toBe('1')
    typeAt(entry, ['Escape'], 200, vi.fn(), 9000)
    expect(entry.typed.value).toBe('')
    expect(entry.onKey('a', 20_000, vi.fn())).toBe(false)
  })

  it('says when a key does not fit', () => {
    const entry = createAmountEntry()
    typeAt(entry, [...'1000000'], 100)
    entry.press('0')
    expect(entry.hint.value).toBe('limit')
    expect(entry.fen.value).toBe(100_000_000)
  })
})
