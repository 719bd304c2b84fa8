import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import en from './en.json'
import zh from './zh-CN.json'

const holes = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map((hole) => hole[1] ?? '').sort()

function sources(folder: string): string {
  return readdirSync(folder, { withFileTypes: true })
    .map((entry) => {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) return sources(path)
      return /\.(ts|vue)$/.test(entry.name) && !entry.name.endsWith('.test.ts') ? readFileSync(path, 'utf8') : ''
    })
    .join('\n')
}

describe('the texts', () => {
  it('have the same keys in both languages, in the same order', () => {
    expect(Object.keys(en)).toEqual(Object.keys(zh))
  })

  it.each(Object.keys(zh) as (keyof typeof zh)[])('%s has the same holes in both languages', (key) => {
    expect(holes(en[key])).toEqual(holes(zh[key]))
  })

  it('are all used: a key that no screen names is deleted', () => {
    const code = sources(join(__dirname, '..'))
    const composed = ['nav.', 'problem.', 'method.', 'status.', 'print.', 'me.role.', 'me.theme.']
    const unused = Object.keys(zh).filter((key) => !composed.some((start) => key.startsWith(start)) && !code.includes(`'${key}'`))
    expect(unused).toEqual([])
  })

  it('are not written into the screens: no Chinese stands outside the resource files', () => {
    const code = sources(join(__dirname, '..')).replace(/\/\*[\s\S]*?\*\/|\/\/.*|<!--[\s\S]*?-->/g, '')
    const found = code.match(/[\u4e00-\u9fff]+/g) ?? []
    const numerals = new Set('零一二三四五六七八九十百千万元角分两中文'.split(''))
    expect(found.filter((word) => [...word].some((letter) => !numerals.has(letter)))).toEqual([])
  })
})
