import { NetworkFault } from './problem'

/**
 * Runs a request that is given up after `milliseconds`. Chrome 64 has no AbortController: there the request goes on unheard,
 * which is no worse than a lost answer.
 */
export async function timed<T>(milliseconds: number, run: (signal: AbortSignal | undefined) => Promise<T>): Promise<T> {
  const controller = typeof AbortController === 'undefined' ? undefined : new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new NetworkFault(`no answer within ${String(milliseconds)} ms`))
      controller?.abort()
    }, milliseconds)
  })
  try {
    return await Promise.race([run(controller?.signal), late])
  } finally {
    clearTimeout(timer)
  }
}
