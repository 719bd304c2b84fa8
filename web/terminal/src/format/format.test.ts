import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { spokenChinese, spokenEnglish } from './spoken'
import { formatCountdown, formatTime, startOfDay } from './times'

describe('an amount aloud', () => {
  it.each([
    [1250, '十二元五角'], [200, '两元'], [20, '两角'], [5, '五分'], [1005, '十元零五分'], [100000, '一千元'], [100000000, '一百万元'],
    [11000, '一百一十元'], [101000, '一千零一十元'], [1000100, '一万零一元'], [12345678, '十二万三千四百五十六元七角八分'], [2200, '二十二元'], [1, '一分'],
  ])('%i fen is %s', (fen, text) => { expect(spokenChinese(fen)).toBe(text) })

  it.each([[1250, 'twelve yuan fifty'], [5, 'five fen'], [100000000, 'one million yuan'], [2105, 'twenty-one yuan oh five'], [1234500, 'twelve thousand three hundred forty-five yuan']])(
    '%i fen is %s', (fen, text) => { expect(spokenEnglish(fen)).toBe(text) })

  it('means what it says', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 100_000_000 }), (fen) => { expect(fenOfChinese(spokenChinese(fen))).toBe(fen) }))
  })
})

/** Reads the words back: the reverse, written on its own. */
function fenOfChinese(text: string): number {
  let total = 0, section = 0, digit = 0
  const sizes: Record<string, number> = { 十: 10, 百: 100, 千: 1000 }
  for (const word of text) {
    const value = '零一二三四五六七八九'.indexOf(word)
    if (word === '两') digit = 2
    else if (value >= 0) digit = value
    else if (word in sizes) { section += (digit || 1) * (sizes[word] ?? 0); digit = 0 }
    else if (word === '万') { section = (section + digit) * 10_000; digit = 0 }
    else if (word === '元') { total += (section + digit) * 100; section = digit = 0 }
    else if (word === '角') { total += digit * 10; digit = 0 }
    else if (word === '分') { total += digit; digit = 0 }
  }
  return total
}

describe('times', () => {
  const zone = 'Asia/Shanghai'
  const now = Date.parse('2026-11-24T06:02:00Z')
  it.each([['2026-11-24T06:02:00Z', '14:02'], ['2026-11-23T16:00:00Z', '00:00'], ['2026-11-23T15:59:00Z', '昨天 23:59'], ['2026-11-22T06:02:00Z', '11-22 14:02']])(
    '%s reads %s', (at, text) => { expect(formatTime(Date.parse(at), now, zone, '昨天')).toBe(text) })

  it('know when the store\'s day began', () => {
    expect(new Date(startOfDay(now, zone)).toISOString()).toBe('2026-11-23T16:00:00.000Z')
    expect(new Date(startOfDay(Date.parse('2026-03-08T20:00:00Z'), 'America/New_York')).toISOString()).toBe('2026-03-08T05:00:00.000Z')
  })

  it('count down in minutes and seconds', () => { expect([300, 65, 9].map(formatCountdown)).toEqual(['5:00', '1:05', '0:09']) })
})
