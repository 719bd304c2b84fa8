import type { Payment } from '@cowry/shared'
import type { TextKey } from '../i18n'
import type { IconName } from './Icon.vue'

export interface Look {
  colour: 'jade' | 'amber' | 'cinnabar' | 'muted'
  icon: IconName
  text: TextKey
}

/** A payment's state as colour, icon and word together: none of them alone tells it. */
export function lookOf(payment: Payment): Look {
  switch (payment.status) {
    case 'succeeded':
      if (payment.amount_refunded > 0) return { colour: 'cinnabar', icon: 'back', text: 'status.refunded' }
      return payment.late ? { colour: 'amber', icon: 'tick', text: 'status.late' } : { colour: 'jade', icon: 'tick', text: 'status.succeeded' }
    case 'pending':
      return payment.problem ? { colour: 'amber', icon: 'unsure', text: 'status.unsure' } : { colour: 'amber', icon: 'waiting', text: 'status.pending' }
    case 'failed':
      return { colour: 'cinnabar', icon: 'failed', text: 'status.failed' }
    case 'closed':
      return { colour: 'muted', icon: 'cancelled', text: ranOut(payment) ? 'status.expired' : 'status.closed' }
  }
}

/** Closed because its time was over, not because somebody cancelled it. */
export function ranOut(payment: Payment): boolean {
  if (payment.closed_at === undefined || payment.expires_at === undefined) return false
  return Date.parse(payment.closed_at) >= Date.parse(payment.expires_at)
}

/** An id or number of a gateway with its middle hidden. */
export function masked(text: string): string {
  return text.length <= 10 ? text : `${text.slice(0, 6)}••••${text.slice(-4)}`
}
