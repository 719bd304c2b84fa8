import type { Payment } from '@cowry/shared'
import { describe, expect, it } from 'vitest'
import type { Intent } from '../../stores/taking'
import { qrFace } from './useQrFace'

const now = Date.parse('2026-11-24T06:00:00.000Z')
const base: Payment = {
  id: 'pay_1', created_at: '2026-11-24T05:59:00.000Z', store: 'sto_1', amount: 1250, currency: 'CNY', method: 'wechat_pay', flow: 'show_qr', status: 'pending',
  amount_refunded: 0, number: '1124-0001', late: false, expires_at: '2026-11-24T06:04:00.000Z', qr: { content: 'weixin://x', png: '/x' },
}
const intent = (phase: Intent['phase']): Intent => ({ key: 'k', phase, body: { id: 'pay_1', store: 'sto_1', amount: 1, method: 'wechat_pay', flow: 'show_qr' } })
const withoutQr: Payment = { ...base }
delete withoutQr.qr

describe('the QR screen', () => {
  it.each([
    ['asking', undefined, intent('asking')],
    ['unsent', undefined, intent('unsure')],
    ['refused', undefined, intent('refused')],
    ['unknown', undefined, undefined],
    ['qr', base, undefined],
    ['unsure', { ...withoutQr, problem: { code: 'gateway_timeout', message: '' } }, undefined],
    ['checking', { ...base, expires_at: '2026-11-24T06:00:00.000Z' }, undefined],
    ['closed', { ...base, status: 'closed', closed_at: '2026-11-24T06:00:00.000Z' }, undefined],
    ['expired', { ...base, status: 'closed', closed_at: '2026-11-24T06:04:01.000Z' }, undefined],
    ['failed', { ...base, status: 'failed' }, undefined],
    ['succeeded', { ...base, status: 'succeeded' }, undefined],
  ] as const)('shows %s', (face, payment, waiting) => {
    expect(qrFace(payment, waiting, now, true)).toBe(face)
  })

  it('does not call a payment unknown before it looked', () => { expect(qrFace(undefined, undefined, now, false)).toBe('asking') })
})
