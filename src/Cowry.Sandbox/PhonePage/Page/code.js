// The payment code that a cashier scans, and the password box that it may open.

import { call, h } from './http.js';
import { t, money } from './words.js';
import { phone, fill, body, answerPrompt, bills } from './phone.js';
import { paidScreen, failedScreen } from './pay.js';

let wallets = null;

/** The wallets of every phone, asked once. */
const known = () => (wallets ??= call('GET', '/phone/wallets').catch(() => {
  wallets = null;
  return [];
}));

export function codeScreen() {
  const choice = h('div', { class: 'choice wallets', role: 'group', 'aria-label': t('code.wallet') });
  const card = h('div', { class: 'payment-code' }, h('p', { class: 'hint' }, '…'));
  const sheet = h('div', { class: 'prompt-place' });
  fill(t('code.title'), body(choice, card, sheet));
  let timer;
  let wallet;
  let left = false;
  const user = phone.user;
  const before = bills(user).then(found => found[0]?.transaction_id, () => undefined);

  async function start() {
    const names = await known();
    const kept = localStorage.getItem('wallet');
    use(names.includes(kept) ? kept : names[0] ?? 'wechat_pay');
    choice.replaceChildren(...names.map(name => h('button', {
      type: 'button', 'data-key': `wallet-${name}`, 'data-wallet': name, 'aria-pressed': String(name === wallet),
      onclick: event => {
        localStorage.setItem('wallet', name);
        for (const button of choice.children) button.setAttribute('aria-pressed', String(button === event.currentTarget));
        use(name);
      },
    }, t(`wallet.${name}`))));
  }

  function use(name) {
    wallet = name;
    card.dataset.wallet = name;
    renew();
  }

  async function renew() {
    clearInterval(timer);
    const asked = wallet;
    let code;
    try {
      code = await call('POST', '/phone/payment_codes', { user, wallet: asked });
    } catch (problem) {
      if (!left) phone.show(() => failedScreen(problem, () => phone.show(codeScreen)));
      return;
    }
    if (left || asked !== wallet) return;
    clearInterval(timer);
    const seconds = h('span', { class: 'hint' });
    const copy = h('button', { class: 'quiet', type: 'button' }, t('code.copy'));
    copy.addEventListener('click', async () => {
      await navigator.clipboard.writeText(code.code);
      copy.textContent = t('code.copied');
    });
    card.replaceChildren(
      h('img', { src: `/phone-page/barcode/${code.code}.svg`, alt: '', width: 300, height: 84 }),
      h('div', { class: 'digits', id: 'payment-code', 'data-code': code.code }, code.code.replace(/(\d{4})(?=\d)/g, '$1 ')),
      h('img', { src: `/phone-page/qr/${code.code}.svg`, alt: '', width: 176, height: 176 }),
      h('p', { class: 'hint' }, t('code.hint')),
      seconds, copy);
    const count = () => {
      const rest = Math.ceil((new Date(code.expires_at) - Date.now()) / 1000);
      seconds.textContent = t('code.left', { seconds: Math.max(0, rest) });
      if (rest <= 0) renew();
    };
    timer = setInterval(count, 1000);
    count();
  }

  phone.onNews = async () => {
    sheet.replaceChildren(...(phone.me?.prompt ? [promptSheet(phone.me.prompt)] : []));
    const [newest] = await bills(user).catch(() => []);
    if (!left && newest && newest.transaction_id !== await before) phone.show(() => paidScreen(newest));
  };
  start();
  return () => {
    left = true;
    clearInterval(timer);
  };
}

export function promptSheet(order) {
  return h('div', { class: 'prompt', role: 'alertdialog', 'aria-label': t('prompt.title') },
    h('strong', {}, t('prompt.title')),
    h('span', { class: 'wallet-chip', 'data-wallet': order.kind }, t(`wallet.${order.kind}`)),
    h('div', {}, order.merchant_name),
    h('div', { class: 'amount' }, money(order.amount)),
    h('button', { class: 'main-button', type: 'button', 'data-key': 'confirm', onclick: () => answerPrompt('confirm') }, t('prompt.confirm')),
    h('button', { class: 'second-button', type: 'button', 'data-key': 'decline', onclick: () => answerPrompt('decline') }, t('prompt.decline')));
}
