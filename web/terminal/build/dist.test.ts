// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { parse } from 'acorn'
import { describe, expect, it } from 'vitest'

const dist = join(import.meta.dirname, '../dist')
const read = (path: string): string => readFileSync(join(dist, path), 'utf8')

// Looks at what was built: `npm test` builds first.
describe('the build', () => {
  const assets = readdirSync(join(dist, 'assets'))
  const scripts = assets.filter((name) => name.endsWith('.js')).map((name) => read(`assets/${name}`))

  it('is at most 90 KB compressed on the first load', () => {
    const bytes = ['index.html', ...assets.map((name) => `assets/${name}`)].reduce((sum, name) => sum + gzipSync(read(name)).length, 0)
    expect(bytes).toBeLessThan(90 * 1024)
  })

  it('is written in what Chrome 64 reads: ES2018, as one script without later syntax', () => {
    expect(scripts.length).toBeGreaterThan(0)
    for (const script of scripts) expect(() => parse(script, { ecmaVersion: 2018, sourceType: 'module' })).not.toThrow()
    expect(() => parse(read('sw.js'), { ecmaVersion: 5 })).not.toThrow()
  })

  it.each(['.replaceAll(', 'structuredClone(', '.flatMap(', '.flat(', 'Object.fromEntries(', '.allSettled(', 'queueMicrotask(', '.at(-', 'randomUUID', '.matchAll('])(
    'calls nothing that Chrome 64 lacks: %s', (call) => { for (const script of scripts) expect(script).not.toContain(call) })

  it('styles by what Chrome 64 knows', () => {
    const styles = assets.filter((name) => name.endsWith('.css')).map((name) => read(`assets/${name}`)).join('')
    // Vant's own switch and popup are checked with ours.
    for (const rule of [/[;{]inset:/, /aspect-ratio:/, /:focus-visible/, /[^-]clamp\(/, /[;{]gap:/, /:is\(/, /\ddvh/]) expect(styles).not.toMatch(rule)
  })

  it('keeps everything that the page asks for in the offline shell', () => {
    const worker = read('sw.js')
    for (const [, path] of read('index.html').matchAll(/(?:src|href)="(\/terminal\/[^"]+)"/g)) expect(worker).toContain(`"${path ?? ''}"`)
    expect(worker).not.toContain('__')
  })
})
