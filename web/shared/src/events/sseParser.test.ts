import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SseParser } from './sseParser'

const text = ': hello\n\nid: 1\nevent: payment.created\ndata: {"a":1}\n\nid: 2\r\nevent: x\r\ndata: one\r\ndata:two\r\n\r\n: beat\n\ndata: last\rid: 3\r\r'
const messages = [
  { id: '1', event: 'payment.created', data: '{"a":1}' },
  { id: '2', event: 'x', data: 'one\ntwo' },
  { id: '3', event: '', data: 'last' },
]

describe('an event stream', () => {
  it('reads the same wherever it is cut', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: text.length }), { maxLength: 12 }), (cuts) => {
      const parser = new SseParser()
      const places = [0, ...cuts.sort((a, b) => a - b), text.length]
      const read = places.slice(1).flatMap((end, i) => parser.push(text.slice(places[i], end)))
      // The very last CR may be the first half of a CRLF, so the next byte decides.
      expect([...read, ...parser.push('\n')]).toEqual(messages)
    }))
  })

  it('gives nothing for half a message', () => {
    const parser = new SseParser()
    expect(parser.push('id: 1\ndata: x\n')).toEqual([])
    expect(parser.push('\n')).toEqual([{ id: '1', event: '', data: 'x' }])
  })
})
