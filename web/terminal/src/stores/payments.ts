import { type Api, type Page, type Payment, type PaymentStatus, query } from '@cowry/shared'
import { computed, type ComputedRef, reactive } from 'vue'
import { dayNumber, startOfDay } from '../format/times'
import type { Clock } from './clock'
import type { TerminalFacts } from './terminal'

export interface Payments {
  readonly state: { face: 'loading' | 'ready' | 'fault' }
  /** The store's payments of today and all that are still pending, newest first. */
  readonly today: ComputedRef<Payment[]>
  find(id: string): Payment | undefined
  load(): Promise<void>
  refresh(id: string): Promise<Payment>
  /** Asks the server to close it; the answer may be a success. */
  close(id: string, key: string): Promise<void>
  /** Keeps a payment, unless what is known of it is newer. */
  take(payment: Payment): void
  /** Called with each payment whose state moved, and what it was before (undefined: not known). */
  onChange(listener: (payment: Payment, before: Payment | undefined) => void): void
  clear(): void
}

const rank: Record<PaymentStatus, number> = { pending: 0, failed: 1, closed: 1, succeeded: 2 }

/**
 * The newer of two snapshots of one payment. They come by answers and by events, in any order, so the state machine decides: a payment never
 * returns from succeeded, and a closed one only moves on to succeeded.
 */
export function newer(known: Payment, incoming: Payment): Payment {
  const step = rank[incoming.status] - rank[known.status]
  if (step !== 0) return step > 0 ? incoming : known
  if (incoming.status === 'pending') return known.qr && !incoming.qr ? known : incoming
  return incoming.amount_refunded < known.amount_refunded || (known.late && !incoming.late) ? known : incoming
}

export function createPayments(api: Api, staffApi: Api, clock: Clock, facts: TerminalFacts): Payments {
  const state = reactive<Payments['state']>({ face: 'loading' })
  const all = reactive(new Map<string, Payment>())
  const listeners: Parameters<Payments['onChange']>[0][] = []
  const day = computed(() => dayNumber(clock.minute, facts.zone))

  function take(incoming: Payment): void {
    const before = all.get(incoming.id)
    const payment = before ? newer(before, incoming) : incoming
    if (payment === before) return
    all.set(payment.id, payment)
    if (before?.status !== payment.status) for (const listener of listeners) listener(payment, before)
  }

  return {
    state,
    today: computed(() => [...all.values()]
      .filter((payment) => payment.status === 'pending' || dayNumber(Date.parse(payment.created_at), facts.zone) === day.value)
      .sort((a, b) => (a.created_at === b.created_at ? (a.id < b.id ? 1 : -1) : a.created_at < b.created_at ? 1 : -1))),
    find: (id) => all.get(id),
    async load() {
      const from = new Date(startOfDay(clock.now, facts.zone)).toISOString()
      try {
        let cursor: string | undefined
        do {
          const page = await api.get<Page<Payment>>('/v1/payments' + query({ store: facts.me?.store, from, limit: 200, cursor }))
          page.data.forEach(take)
          cursor = page.next_cursor ?? undefined
        } while (cursor !== undefined)
        // What was left pending before midnight is still somebody's to look after.
        const waiting = await api.get<Page<Payment>>('/v1/payments' + query({ store: facts.me?.store, status: 'pending', limit: 50 }))
        waiting.data.forEach(take)
        state.face = 'ready'
      } catch (fault) {
        if (state.face === 'loading') state.face = 'fault'
        throw fault
      }
    },
    async refresh(id) {
      const payment = await api.get<Payment>(`/v1/payments/${id}`)
      take(payment)
      return payment
    },
    async close(id, key) {
      take(await staffApi.post<Payment>(`/v1/payments/${id}/close`, undefined, key))
    },
    take,
    onChange: (listener) => { listeners.push(listener) },
    clear() {
      all.clear()
      state.face = 'loading'
    },
  }
}
