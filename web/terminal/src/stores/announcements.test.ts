import { beforeEach, describe, expect, it, vi } from 'vitest'
import { Memory, payment } from '../testing/memory'
import { type Announcements, createAnnouncements } from './announcements'

const now = Date.parse('2026-11-24T06:00:10.000Z')
const paid = (id: string, values = {}): ReturnType<typeof payment> => payment({ id, status: 'succeeded', succeeded_at: '2026-11-24T06:00:09.000Z', ...values })
const sound = vi.fn()
let device: Memory
let announcements: Announcements

beforeEach(() => {
  vi.useFakeTimers()
  sound.mockReset()
  device = new Memory()
  announcements = createAnnouncements({ now, minute: now }, device, sound)
})

describe('a success', () => {
  it('on the screen fills it, once', () => {
    announcements.success(paid('pay_1'), true)
    expect(announcements.state.celebrated?.id).toBe('pay_1')
    announcements.endCelebration()
    announcements.success(paid('pay_1'), true)
    expect(announcements.state.celebrated).toBeUndefined()
    expect(sound).toHaveBeenCalledOnce()
  })

  it('of a payment that was left shows and sounds beside what is on the screen', () => {
    announcements.success(paid('pay_1'), false)
    expect(announcements.state.toasts).toMatchObject([{ kind: 'paid', amount: 1250 }])
    expect(sound).toHaveBeenCalledOnce()
    vi.advanceTimersByTime(10_000)
    expect(announcements.state.toasts).toEqual([])
  })

  it('is not told again after a reload', () => {
    announcements.success(paid('pay_1'), false)
    const after = createAnnouncements({ now, minute: now }, device, sound)
    after.success(paid('pay_1'), false)
    expect(after.state.toasts).toEqual([])
    expect(sound).toHaveBeenCalledOnce()
  })

  it('that was missed while offline is counted, not spoken', () => {
    const old = { succeeded_at: '2026-11-24T05:30:00.000Z' }
    announcements.success(paid('pay_1', old), false)
    announcements.success(paid('pay_2', { ...old, amount: 750 }), false)
    expect(announcements.state.toasts).toMatchObject([{ kind: 'missed', count: 2, amount: 2000 }])
    expect(sound).not.toHaveBeenCalled()
  })

  it('that came late stays until it is touched, over a reload too', () => {
    announcements.success(paid('pay_1', { late: true }), false)
    vi.advanceTimersByTime(3_600_000)
    expect(createAnnouncements({ now, minute: now }, device, sound).state.late).toHaveLength(1)
    announcements.dismissLate(paid('pay_1'))
    expect(createAnnouncements({ now, minute: now }, device, sound).state.late).toEqual([])
  })
})
