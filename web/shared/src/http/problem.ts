/** The server answered, and the answer was an error (RFC 9457). Programs read `code`, people read a text chosen by it. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem'

  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly requestId: string,
    /** Seconds, where the server named them. */
    readonly retryAfter: number | undefined = undefined,
    readonly errors: Record<string, string[]> | undefined = undefined,
  ) {
    super(`${String(status)} ${code}: ${detail}`)
  }
}

/** No answer came: nobody knows whether the request was carried out, so it may only be sent again under the same key. */
export class NetworkFault extends Error {
  override readonly name = 'NetworkFault'
}

/** The code of an error whose body was not problem+json, such as a proxy's page. */
export const unreadableAnswer = 'unreadable_answer'

export async function readProblem(answer: Response): Promise<ApiProblem> {
  const seconds = Number(answer.headers.get('Retry-After') ?? Number.NaN)
  const retryAfter = Number.isFinite(seconds) ? seconds : undefined
  const requestId = answer.headers.get('X-Request-Id') ?? ''
  try {
    const body = (await answer.json()) as Record<string, unknown>
    // OAuth's endpoints say `error` where ours say `code` (RFC 6749, section 5.2).
    const code = text(body.code) || text(body.error) || unreadableAnswer
    const detail = text(body.detail) || text(body.error_description) || text(body.title)
    return new ApiProblem(answer.status, code, detail, text(body.request_id) || requestId, retryAfter, body.errors as Record<string, string[]> | undefined)
  } catch {
    return new ApiProblem(answer.status, unreadableAnswer, '', requestId, retryAfter)
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
