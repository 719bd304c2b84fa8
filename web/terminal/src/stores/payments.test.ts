import { Api } from '@cowry/shared'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { json, payment } from '../testing/memory'
import { createPayments, newer } from './payments'

const now = Date.parse('2026-11-24T06:30:00.000Z')
const facts = { me: undefined, zone: 'Asia/Shanghai', readsAlone: true }

function payments(fetch: typeof globalThis.fetch = () => Promise.resolve(json(200, { data: [] }))): ReturnType<typeof createPayments> {
  const api = new Api({ fetch, attempts: 1 })
  return createPayments(api, api, { now, minute: now }, facts)
}

describe('what is known of a payment', () => {
  const qr = { content: 'weixin://x', png: '/x' }
  const history = [
    payment(),
    payment({ qr }),
    payment({ status: 'closed', closed_at: '2026-11-24T06:05:00.000Z' }),
    payment({ status: 'succeeded', late: true }),
    payment({ status: 'succeeded', late: true, amount_refunded: 100 }),
  ]

  it('ends the same in whatever order answers and events come, however often', () => {
    fc.assert(fc.property(fc.shuffledSubarray([...history, ...history], { minLength: 10 }), (heard) => {
      expect(heard.reduce(newer)).toEqual(history[4])
    }))
  })

  it('keeps a QR when the event from before it comes later', () => {
    expect(newer(payment({ qr }), payment())).toEqual(payment({ qr }))
    expect(newer(payment({ problem: { code: 'gateway_timeout', message: '' } }), payment({ qr }))).toEqual(payment({ qr }))
  })

  it('tells of each change once', () => {
    const store = payments()
    const heard = vi.fn()
    store.onChange((after, before) => { heard(after.status, before?.status) })
    for (const one of [payment(), payment({ qr }), payment({ status: 'succeeded' }), payment({ status: 'succeeded' }), payment()]) store.take(one)
    expect(heard.mock.calls).toEqual([['pending', undefined], ['succeeded', 'pending']])
  })
})

describe('the list', () => {
  it('is today\'s by the store\'s zone, newest first, with what is still pending', () => {
    const store = payments()
    const at = (id: string, created_at: string, status: 'pending' | 'succeeded' = 'succeeded'): void => { store.take(payment({ id, created_at, status })) }
    at('pay_today', '2026-11-23T16:00:00.000Z')
    at('pay_newer', '2026-11-24T05:00:00.000Z')
    at('pay_yesterday', '2026-11-23T15:59:59.999Z')
    at('pay_waiting', '2026-11-23T15:58:00.000Z', 'pending')
    expect(store.today.value.map((one) => one.id)).toEqual(['pay_newer', 'pay_today', 'pay_waiting'])
  })

  it('is read to its last page, from the day\'s begin', async () => {
    const asked: string[] = []
    const store = payments((path) => {
      asked.push(path as string)
      return Promise.resolve(json(200, (path as string).includes('status=pending') ? { data: [payment({ id: 'pay_0' })] } : asked.length === 1 ? { data: [payment({ id: 'pay_2' })], next_cursor: 'c' } : { data: [payment()], next_cursor: null }))
    })
    await store.load()
    expect(store.today.value).toHaveLength(3)
    expect(store.state.face).toBe('ready')
    expect(asked[0]).toContain(encodeURIComponent('2026-11-23T16:00:00.000Z'))
    expect(asked[1]).toContain('cursor=c')
  })

  it('shows a fault at the first load, and stays as it is at a later one', async () => {
    let fine = false
    const store = payments(() => Promise.resolve(fine ? json(200, { data: [] }) : json(500, { code: 'internal_error' })))
    await expect(store.load()).rejects.toThrow()
    expect(store.state.face).toBe('fault')
    fine = true
    await store.load()
    fine = false
    await expect(store.load()).rejects.toThrow()
    expect(store.state.face).toBe('ready')
  })
})
