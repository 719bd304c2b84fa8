import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createConnection } from './connection'

let reachable = true
const probe = vi.fn(() => (reachable ? Promise.resolve(true) : Promise.reject(new Error('lost'))))

beforeEach(() => {
  vi.useFakeTimers()
  reachable = true
  probe.mockClear()
})

describe('the connection', () => {
  it('is not called lost for one lost request while the server answers', async () => {
    const watch = createConnection(probe, new EventTarget())
    watch.suspect()
    await vi.advanceTimersByTimeAsync(100)
    expect(watch.state.online).toBe(true)
    expect(probe).toHaveBeenCalledOnce()
  })

  it('is lost until a probe is answered, and tells once that it is back', async () => {
    const watch = createConnection(probe, new EventTarget())
    const back = vi.fn()
    watch.onReturn(back)
    reachable = false
    watch.suspect()
    watch.suspect()
    await vi.advanceTimersByTimeAsync(20_000)
    expect(watch.state.online).toBe(false)
    expect(back).not.toHaveBeenCalled()
    reachable = true
    await vi.advanceTimersByTimeAsync(6_000)
    expect(watch.state.online).toBe(true)
    expect(back).toHaveBeenCalledOnce()
  })

  it('is back at once when any request is answered', async () => {
    const watch = createConnection(probe, new EventTarget())
    reachable = false
    watch.suspect()
    await vi.advanceTimersByTimeAsync(1000)
    reachable = true
    watch.reached()
    expect(watch.state.online).toBe(true)
  })

  it('believes the device that it is offline, and asks the server when the device is online', async () => {
    const target = new EventTarget()
    const watch = createConnection(probe, target)
    reachable = false
    target.dispatchEvent(new Event('offline'))
    expect(watch.state.online).toBe(false)
    await vi.advanceTimersByTimeAsync(20_000)
    reachable = true
    target.dispatchEvent(new Event('online'))
    await vi.advanceTimersByTimeAsync(10)
    expect(watch.state.online).toBe(true)
  })
})
