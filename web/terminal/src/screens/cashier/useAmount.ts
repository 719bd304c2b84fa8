import { computed, type ComputedRef, ref, type Ref } from 'vue'
import { type AmountKey, backspace, fenOf, press } from './amount'

/** Keys that come faster than this many milliseconds after one another… */
const scannerPace = 30
/** …and at least this many of them are a scanner's, not a person's. */
const scannerKeys = 8

export interface AmountEntry {
  readonly typed: Ref<string>
  readonly fen: ComputedRef<number>
  /** What the last key met: over the limit, or a scanner's burst that was taken back. */
  readonly hint: Ref<'limit' | 'scanner' | undefined>
  press(key: AmountKey): void
  back(): void
  clear(): void
  /** A key of a hardware keyboard; says whether it was one of ours. `charge` runs on Enter, unless a scanner sent it. */
  onKey(key: string, at: number, charge: () => void): boolean
}

/** The amount as it is typed, by touch or by keyboard. A scanner that types a code into the keypad leaves the amount as it was. */
export function createAmountEntry(start = ''): AmountEntry {
  const typed = ref(start)
  const hint = ref<'limit' | 'scanner'>()
  let before = ''
  let burst = 0
  let lastAt = Number.NEGATIVE_INFINITY

  function put(key: AmountKey): void {
    const next = press(typed.value, key)
    hint.value = next === undefined && !(key === '00' && typed.value === '') ? 'limit' : undefined
    if (next !== undefined) typed.value = next
  }

  /** Whether this key belongs to a scanner's burst; then the amount is as it was before the burst. */
  function isScanner(at: number): boolean {
    if (at - lastAt > scannerPace) {
      burst = 0
      before = typed.value
    }
    lastAt = at
    if (++burst < scannerKeys) return false
    typed.value = before
    hint.value = 'scanner'
    return true
  }

  return {
    typed,
    fen: computed(() => fenOf(typed.value)),
    hint,
    press: put,
    back() {
      typed.value = backspace(typed.value)
      hint.value = undefined
    },
    clear() {
      typed.value = ''
      hint.value = undefined
    },
    onKey(key, at, charge) {
      const known = /^[\d.+]$/.test(key) || ['Enter', 'Backspace', 'Delete', 'Escape'].includes(key)
      if (!known) return false
      if (isScanner(at)) return true
      if (key === 'Enter') charge()
      else if (key === 'Backspace') this.back()
      else if (key === 'Delete' || key === 'Escape') this.clear()
      else put(key as AmountKey)
      return true
    },
  }
}
