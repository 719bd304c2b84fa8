import type { Payment } from '@cowry/shared'
import { computed, type ComputedRef } from 'vue'
import { ranOut } from '../../parts/status'
import type { Intent } from '../../stores/taking'

/**
 * What the QR screen shows. `asking`: no answer yet; `unsent`: it was lost; `refused`: nothing was created; `qr`: scan now; `checking`: its time
 * is over and the gateway has the last word; `unsure`: the gateway is silent; the others are ends; `unknown`: no such payment.
 */
export type QrFace = 'asking' | 'unsent' | 'refused' | 'qr' | 'checking' | 'unsure' | 'failed' | 'expired' | 'closed' | 'succeeded' | 'unknown'

export function qrFace(payment: Payment | undefined, intent: Intent | undefined, now: number, looked: boolean): QrFace {
  if (payment === undefined) {
    if (intent?.phase === 'refused') return 'refused'
    if (intent?.phase === 'unsure') return 'unsent'
    return intent || !looked ? 'asking' : 'unknown'
  }
  if (payment.status === 'failed' || payment.status === 'succeeded') return payment.status
  if (payment.status === 'closed') return ranOut(payment) ? 'expired' : 'closed'
  if (payment.expires_at !== undefined && Date.parse(payment.expires_at) <= now) return 'checking'
  if (payment.qr) return 'qr'
  return payment.problem ? 'unsure' : 'asking'
}

export interface QrTime {
  /** Whole seconds. */
  readonly left: ComputedRef<number>
  readonly whole: ComputedRef<number>
}

export function useQrTime(payment: () => Payment | undefined, now: () => number): QrTime {
  const until = computed(() => Date.parse(payment()?.expires_at ?? ''))
  return {
    left: computed(() => Math.max(0, Math.ceil((until.value - now()) / 1000)) || 0),
    whole: computed(() => Math.max(1, (until.value - Date.parse(payment()?.created_at ?? '')) / 1000)),
  }
}
