/** One character of an amount as it is typed, or two zeros at once. */
export type AmountKey = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9' | '00' | '.' | '+'

/** ¥0.01 to ¥1,000,000.00, in fen. */
export const smallestAmount = 1
export const largestAmount = 100_000_000

const longest = 60

/** What was typed after one more key; undefined when the key does not fit: a third decimal, a second point, more than the largest amount. */
export function press(typed: string, key: AmountKey): string | undefined {
  const next = append(typed, key)
  if (next === undefined || next.length > longest || fenOf(next) > largestAmount) return undefined
  return next
}

function append(typed: string, key: AmountKey): string | undefined {
  const start = typed.lastIndexOf('+') + 1
  const term = typed.slice(start)
  if (key === '+') return fenOf(term) === 0 ? undefined : trimmed(typed) + '+'
  if (key === '.') return term.includes('.') ? undefined : `${typed}${term === '' ? '0' : ''}.`
  if (key === '00') {
    if (term === '' || term === '0') return undefined
    const first = append(typed, '0')
    return first === undefined ? undefined : (append(first, '0') ?? first)
  }
  const decimals = term.includes('.') ? term.length - term.indexOf('.') - 1 : 0
  if (decimals === 2) return undefined
  // A lone zero gives way to the digit that follows it.
  return term === '0' ? typed.slice(0, -1) + key : typed + key
}

/** Takes the last character back. */
export function backspace(typed: string): string {
  const shorter = typed.slice(0, -1)
  return shorter === '0' ? '' : shorter
}

function trimmed(typed: string): string {
  return typed.endsWith('.') ? typed.slice(0, -1) : typed
}

/** The sum of what was typed, in fen, by whole numbers alone. */
export function fenOf(typed: string): number {
  return typed.split('+').reduce((sum, term) => sum + termFen(term), 0)
}

function termFen(term: string): number {
  const [yuan = '', cents = ''] = term.split('.')
  return Number(yuan || '0') * 100 + Number((cents + '00').slice(0, 2))
}

export function mayCharge(fen: number): boolean {
  return fen >= smallestAmount && fen <= largestAmount
}
