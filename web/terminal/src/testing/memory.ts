import type { KeyValueStore, Payment } from '@cowry/shared'

/** A storage that forgets with the test. */
export class Memory implements KeyValueStore {
  private readonly kept = new Map<string, string>()
  getItem(key: string): string | null { return this.kept.get(key) ?? null }
  setItem(key: string, value: string): void { this.kept.set(key, value) }
  removeItem(key: string): void { this.kept.delete(key) }
}

export function payment(values: Partial<Payment> = {}): Payment {
  return {
    id: 'pay_1', created_at: '2026-11-24T06:00:00.000Z', store: 'sto_1', amount: 1250, currency: 'CNY', method: 'wechat_pay', flow: 'show_qr', status: 'pending',
    amount_refunded: 0, number: '1124-0001', late: false, ...values,
  }
}

export const json = (status: number, body: unknown): Response => new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } })
