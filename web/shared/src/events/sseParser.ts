export interface SseMessage {
  id: string
  event: string
  data: string
}

/** Reads `text/event-stream` (WHATWG HTML, "Server-sent events") piece by piece; a piece may end anywhere, even between CR and LF. */
export class SseParser {
  private rest = ''
  private data: string[] = []
  private id = ''
  private event = ''
  private started = false

  push(piece: string): SseMessage[] {
    let text = this.rest + piece
    if (!this.started && text.length > 0) {
      this.started = true
      text = text.replace(/^\uFEFF/, '')
    }
    const messages: SseMessage[] = []
    for (;;) {
      const end = /\r\n|\r(?!$)|\n/.exec(text)
      if (!end) break
      const message = this.line(text.slice(0, end.index))
      if (message) messages.push(message)
      text = text.slice(end.index + end[0].length)
    }
    this.rest = text
    return messages
  }

  private line(line: string): SseMessage | undefined {
    if (line === '') return this.dispatch()
    const colon = line.indexOf(':')
    if (colon === 0) return undefined
    const field = colon < 0 ? line : line.slice(0, colon)
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '')
    if (field === 'data') this.data.push(value)
    else if (field === 'id') this.id = value
    else if (field === 'event') this.event = value
    return undefined
  }

  private dispatch(): SseMessage | undefined {
    const message = { id: this.id, event: this.event, data: this.data.join('\n') }
    const empty = this.data.length === 0
    this.data = []
    this.event = ''
    return empty ? undefined : message
  }
}
