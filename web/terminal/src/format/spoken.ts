const digits = '零一二三四五六七八九'

/** A whole number below 100,000,000 as it is said in Chinese. */
function chineseNumber(value: number): string {
  if (value === 0) return '零'
  const high = Math.floor(value / 10_000)
  const low = value % 10_000
  if (high === 0) return fourDigits(low, true)
  const gap = low > 0 && low < 1000 ? '零' : ''
  return `${fourDigits(high, true)}万${gap}${low === 0 ? '' : fourDigits(low, false)}`
}

function fourDigits(value: number, leading: boolean): string {
  const units = ['千', '百', '十', '']
  let text = ''
  let zero = false
  let rest = value
  for (let i = 0, size = 1000; i < 4; i++, size /= 10) {
    const digit = Math.floor(rest / size)
    rest %= size
    if (digit === 0) {
      zero = text !== ''
      continue
    }
    if (zero) text += '零'
    zero = false
    // 十二, not 一十二, where nothing stands before it.
    const silent = leading && size === 10 && digit === 1 && text === ''
    text += (silent ? '' : digits.charAt(digit)) + (units[i] ?? '')
  }
  return text
}

/** Fen as a cashier says them: 十二元五角, 两元, 十元零五分. */
export function spokenChinese(fen: number): string {
  const yuan = Math.floor(fen / 100)
  const jiao = Math.floor(fen / 10) % 10
  const cents = fen % 10
  const say = (value: number): string => (value === 2 ? '两' : chineseNumber(value))
  let text = yuan > 0 ? `${say(yuan)}元` : ''
  if (jiao > 0) text += `${say(jiao)}角`
  if (cents > 0) text += `${yuan > 0 && jiao === 0 ? '零' : ''}${say(cents)}分`
  return text || '零元'
}

const small = ('zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen').split(' ')
const tens = ('_ _ twenty thirty forty fifty sixty seventy eighty ninety').split(' ')

function englishNumber(value: number): string {
  if (value >= 1_000_000) return larger(value, 1_000_000, 'million')
  if (value >= 1000) return larger(value, 1000, 'thousand')
  if (value >= 100) return larger(value, 100, 'hundred')
  if (value < 20) return small[value] ?? ''
  const rest = value % 10
  return `${tens[Math.floor(value / 10)] ?? ''}${rest === 0 ? '' : `-${small[rest] ?? ''}`}`
}

function larger(value: number, size: number, word: string): string {
  const rest = value % size
  return `${englishNumber(Math.floor(value / size))} ${word}${rest === 0 ? '' : ` ${englishNumber(rest)}`}`
}

/** Fen as they are said in English: twelve yuan fifty, five fen. */
export function spokenEnglish(fen: number): string {
  const yuan = Math.floor(fen / 100)
  const cents = fen % 100
  if (yuan === 0) return `${englishNumber(cents)} fen`
  const tail = cents === 0 ? '' : cents < 10 ? ` oh ${englishNumber(cents)}` : ` ${englishNumber(cents)}`
  return `${englishNumber(yuan)} yuan${tail}`
}
