import type { KeyValueStore, Payment } from '@cowry/shared'
import { reactive } from 'vue'
import type { Clock } from './clock'

export interface Toast {
  key: number
  kind: 'paid' | 'missed' | 'plain'
  payment?: Payment
  text?: string
  /** For what was missed while the network was away. */
  count: number
  amount: number
}

export interface Announcements {
  readonly state: {
    /** The payment whose success fills the screen. */
    celebrated: Payment | undefined
    toasts: Toast[]
    /** Money that came after its payment was closed; each stays until it is touched. */
    late: Payment[]
  }
  /** Tells of a success, once for each payment, however often and by whichever way it is heard of. */
  success(payment: Payment, onScreen: boolean): void
  say(text: string): void
  dismiss(toast: Toast): void
  dismissLate(payment: Payment): void
  endCelebration(): void
}

/** How old a success may be to be spoken aloud; older ones were missed and are counted quietly. */
const freshFor = 60_000
const toastFor = 6_000
const toldName = 'cowry.told'
const lateName = 'cowry.late'

export function createAnnouncements(clock: Clock, device: KeyValueStore, sound: (payment: Payment) => void): Announcements {
  const told = new Set<string>(JSON.parse(device.getItem(toldName) ?? '[]') as string[])
  const state = reactive<Announcements['state']>({
    celebrated: undefined, toasts: [], late: JSON.parse(device.getItem(lateName) ?? '[]') as Payment[],
  })
  let count = 0

  function dismiss(toast: Toast): void {
    state.toasts = state.toasts.filter((other) => other.key !== toast.key)
  }

  function add(toast: Omit<Toast, 'key'>): void {
    const made = { ...toast, key: ++count }
    state.toasts = [...state.toasts.slice(-3), made]
    setTimeout(() => { dismiss(made) }, toast.kind === 'plain' ? 2_500 : toastFor)
  }

  function keepLate(payments: Payment[]): void {
    state.late = payments
    device.setItem(lateName, JSON.stringify(payments))
  }

  function missed(payment: Payment): void {
    const before = state.toasts.find((toast) => toast.kind === 'missed')
    if (before) dismiss(before)
    add({ kind: 'missed', count: (before?.count ?? 0) + 1, amount: (before?.amount ?? 0) + payment.amount })
  }

  return {
    state,
    success(payment, onScreen) {
      if (told.has(payment.id)) return
      told.add(payment.id)
      device.setItem(toldName, JSON.stringify([...told].slice(-200)))
      const fresh = clock.now - Date.parse(payment.succeeded_at ?? payment.created_at) < freshFor
      if (fresh) sound(payment)
      if (payment.late) keepLate([...state.late, payment])
      else if (onScreen) state.celebrated = payment
      else if (fresh) add({ kind: 'paid', payment, count: 1, amount: payment.amount })
      else missed(payment)
    },
    say: (text) => { add({ kind: 'plain', text, count: 1, amount: 0 }) },
    dismiss,
    dismissLate: (payment) => { keepLate(state.late.filter((other) => other.id !== payment.id)) },
    endCelebration: () => { state.celebrated = undefined },
  }
}
