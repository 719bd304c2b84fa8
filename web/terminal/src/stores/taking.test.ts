import { Api, type CreatePayment } from '@cowry/shared'
import { describe, expect, it, vi } from 'vitest'
import { json, Memory, payment } from '../testing/memory'
import { createPayments } from './payments'
import { createTaking, type Taking } from './taking'

interface Sent { key: string | null; body: CreatePayment }

function till(answer: (sent: Sent, count: number) => Response | Error, tab = new Memory()): { taking: Taking; sent: Sent[]; payments: ReturnType<typeof createPayments>; tab: Memory } {
  const sent: Sent[] = []
  const api = new Api({
    attempts: 1,
    firstDelay: 1,
    fetch: (_, init) => {
      const one = { key: new Headers(init?.headers).get('Idempotency-Key'), body: JSON.parse(init?.body as string) as CreatePayment }
      sent.push(one)
      const result = answer(one, sent.length)
      return result instanceof Error ? Promise.reject(result) : Promise.resolve(result)
    },
  })
  const payments = createPayments(api, api, { now: 0, minute: 0 }, { me: undefined, zone: 'Asia/Shanghai', readsAlone: true })
  return { taking: createTaking(api, payments, tab), sent, payments, tab }
}

const fine = ({ body }: Sent): Response => json(201, payment({ id: body.id, amount: body.amount, qr: { content: 'weixin://x', png: '/x' } }))
const lost = new TypeError('Failed to fetch')

describe('taking a payment', () => {
  it('makes one payment of two touches', async () => {
    const { taking, sent, payments } = till(fine)
    const first = taking.begin('sto_1', 1250, '')
    expect(taking.begin('sto_1', 1250, '')).toBe(first)
    await vi.waitFor(() => { expect(payments.find(first)?.qr).toBeDefined() })
    expect(sent).toHaveLength(1)
    expect(sent[0]?.body).toEqual({ id: first, store: 'sto_1', amount: 1250, method: 'wechat_pay', flow: 'show_qr' })
    expect(taking.state.intent).toBeUndefined()
  })

  it('sends the same payment under the same key when the answer was lost', async () => {
    const { taking, sent, payments } = till((one, count) => (count < 4 ? lost : fine(one)))
    const id = taking.begin('sto_1', 1250, 'A3')
    while (!payments.find(id)) {
      await vi.waitFor(() => { expect(taking.state.intent?.phase ?? 'done').not.toBe('asking') })
      taking.retry()
      await Promise.resolve()
    }
    expect(new Set(sent.map((one) => one.key)).size).toBe(1)
    expect(new Set(sent.map((one) => JSON.stringify(one.body))).size).toBe(1)
  })

  it('remembers over a reload what was not answered', async () => {
    const { taking, sent, tab } = till(() => lost)
    const id = taking.begin('sto_1', 1250, '')
    await vi.waitFor(() => { expect(taking.state.intent?.phase).toBe('unsure') })
    const after = till(fine, tab)
    expect(after.taking.state.intent?.phase).toBe('unsure')
    after.taking.retry()
    await vi.waitFor(() => { expect(after.payments.find(id)).toBeDefined() })
    expect(after.sent[0]).toEqual(sent[0])
    expect(tab.getItem('cowry.intent')).toBeNull()
  })

  it('says why nothing was created, and then makes a new one', async () => {
    const { taking } = till((one, count) => (count === 1 ? json(422, { code: 'no_payment_account' }) : fine(one)))
    const first = taking.begin('sto_1', 1250, '')
    await vi.waitFor(() => { expect(taking.state.intent).toMatchObject({ phase: 'refused', problem: 'no_payment_account' }) })
    expect(taking.begin('sto_1', 1250, '')).not.toBe(first)
  })

  it('takes a 500 for unsure: the payment may be there', async () => {
    const { taking } = till(() => json(500, { code: 'internal_error' }))
    taking.begin('sto_1', 1250, '')
    await vi.waitFor(() => { expect(taking.state.intent?.phase).toBe('unsure') })
  })
})
