/** The wire's objects as they are in JSON: snake_case, amounts in integer fen, instants as RFC 3339 text in UTC, absent where null. */

export type PaymentMethod = 'wechat_pay' | 'alipay' | 'unionpay' | 'cash' | 'stored_value' | 'group_voucher'
export type PaymentFlow = 'show_qr' | 'scan_code' | 'page' | 'direct'
export type PaymentStatus = 'pending' | 'succeeded' | 'closed' | 'failed'

export interface CreatePayment {
  id: string
  store: string
  amount: number
  method: PaymentMethod
  flow: PaymentFlow
  description?: string
}

export interface Payment {
  id: string
  created_at: string
  store: string
  terminal?: string
  staff?: string
  amount: number
  currency: string
  method: PaymentMethod
  flow: PaymentFlow
  status: PaymentStatus
  description?: string
  order?: string
  amount_refunded: number
  fee?: number
  fee_status?: 'estimated' | 'final'
  number: string
  payment_account?: string
  gateway_number?: string
  gateway_transaction?: string
  expires_at?: string
  succeeded_at?: string
  closed_at?: string
  /** The money came after the payment was closed or had failed. */
  late: boolean
  qr?: { content: string; png: string }
  problem?: { code: string; message: string }
}

export type PrintJobStatus = 'queued' | 'sent' | 'confirmed' | 'unknown' | 'failed'

export interface PrintJob {
  id: string
  created_at: string
  store: string
  printer: string
  kind: 'receipt' | 'test'
  payment?: string
  status: PrintJobStatus
  copy: number
  attempts: number
  problem_code?: string
  next_attempt_at?: string
  printed_at?: string
  preview: string
}

export interface StaffMember {
  id: string
  number: string
  name: string
  role: 'cashier' | 'manager' | 'owner'
  active: boolean
}

export interface StaffSession {
  token: string
  expires_at: string
  staff: StaffMember
  scopes: string[]
}

export interface Me {
  merchant: string
  merchant_name: string
  terminal?: string
  terminal_name?: string
  store?: string
  store_name?: string
  staff?: string
  staff_name?: string
  scopes: string[]
}

export interface Store {
  id: string
  name: string
  time_zone: string
}

export interface Page<T> {
  data: T[]
  next_cursor?: string | null
}

export interface EventRecord {
  id: string
  stream: string
  /** Without gaps within its stream. */
  seq: number
  type: string
  /** The object that it is about, as it was right after it. */
  data: unknown
  at: string
}

export interface EventPage {
  data: EventRecord[]
  next_after: number
}

/** RFC 8628: what a device shows while it waits for its owner. */
export interface DeviceAuthorization {
  device_code: string
  user_code: string
  verification_uri: string
  verification_uri_complete: string
  /** Seconds. */
  expires_in: number
  /** Seconds between two asks. */
  interval: number
}

export interface TokenAnswer {
  access_token: string
  refresh_token?: string
  /** Seconds. */
  expires_in: number
}
