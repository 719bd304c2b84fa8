import { describe, expect, it } from 'vitest'
import { payment } from '../testing/memory'
import { lookOf, masked } from './status'

describe('a payment\'s look', () => {
  it.each([
    ['status.pending', {}],
    ['status.unsure', { problem: { code: 'gateway_timeout', message: '' } }],
    ['status.succeeded', { status: 'succeeded' }],
    ['status.late', { status: 'succeeded', late: true }],
    ['status.refunded', { status: 'succeeded', amount_refunded: 1 }],
    ['status.closed', { status: 'closed', closed_at: '2026-11-24T06:01:00.000Z', expires_at: '2026-11-24T06:05:00.000Z' }],
    ['status.expired', { status: 'closed', closed_at: '2026-11-24T06:05:00.100Z', expires_at: '2026-11-24T06:05:00.000Z' }],
    ['status.failed', { status: 'failed' }],
  ] as const)('is %s', (text, values) => { expect(lookOf(payment(values)).text).toBe(text) })

  it('hides the middle of a number', () => {
    expect(masked('4200001234567890')).toBe('420000••••7890')
    expect(masked('short')).toBe('short')
  })
})
