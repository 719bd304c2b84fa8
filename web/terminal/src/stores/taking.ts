import { type Api, ApiProblem, type CreatePayment, type KeyValueStore, newId, type Payment } from '@cowry/shared'
import { reactive } from 'vue'
import type { Payments } from './payments'

/** `asking`: the request is on its way; `unsure`: its answer was lost, it goes again under the same key; `refused`: nothing was created. */
export interface Intent {
  key: string
  body: CreatePayment
  phase: 'asking' | 'unsure' | 'refused'
  problem?: string
}

export interface Taking {
  readonly state: { intent: Intent | undefined }
  /** Asks for a payment and returns its id. While one is being asked for, that one is returned: two touches make one payment. */
  begin(store: string, amount: number, note: string): string
  /** Sends the intent again; nothing when none is waiting. */
  retry(): void
  /** Lets go of the intent. What the server made of it comes by its events. */
  drop(): void
}

const name = 'cowry.intent'

/**
 * The payment that is being asked for. Its id and its key are made here, once, and are kept until the server has answered, over a reload too:
 * so an answer that was lost is asked for again, and never becomes a second payment.
 */
export function createTaking(api: Api, payments: Payments, tab: KeyValueStore): Taking {
  const kept = JSON.parse(tab.getItem(name) ?? 'null') as Intent | null
  const state = reactive<Taking['state']>({ intent: kept ? { ...kept, phase: 'unsure' } : undefined })

  function keep(): void {
    if (state.intent === undefined || state.intent.phase === 'refused') tab.removeItem(name)
    else tab.setItem(name, JSON.stringify(state.intent))
  }

  async function send(intent: Intent): Promise<void> {
    intent.phase = 'asking'
    keep()
    try {
      payments.take(await api.post<Payment>('/v1/payments', intent.body, intent.key, 2))
      if (state.intent?.key === intent.key) state.intent = undefined
    } catch (fault) {
      const refused = fault instanceof ApiProblem && fault.status < 500 && fault.status !== 401
      intent.phase = refused ? 'refused' : 'unsure'
      if (fault instanceof ApiProblem) intent.problem = fault.code
    }
    keep()
  }

  function retry(): void {
    if (state.intent?.phase === 'unsure') void send(state.intent)
  }

  return {
    state,
    begin(store, amount, note) {
      if (state.intent && state.intent.phase !== 'refused') return state.intent.body.id
      const body: CreatePayment = { id: newId('pay'), store, amount, method: 'wechat_pay', flow: 'show_qr' }
      if (note !== '') body.description = note
      state.intent = { key: newId('key'), body, phase: 'asking' }
      void send(state.intent)
      return body.id
    },
    retry,
    drop() {
      state.intent = undefined
      keep()
    },
  }
}
