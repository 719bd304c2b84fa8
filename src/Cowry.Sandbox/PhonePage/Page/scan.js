// Ways to give the phone a code: text, a picture, the camera. Pictures need the browser's own BarcodeDetector.

import { h } from './http.js';
import { t } from './words.js';
import { fill, body, scan } from './phone.js';

const detector = await makeDetector();

async function makeDetector() {
  try {
    return (await BarcodeDetector.getSupportedFormats()).includes('qr_code') ? new BarcodeDetector({ formats: ['qr_code'] }) : null;
  } catch {
    return null;
  }
}

export function scanScreen() {
  const text = h('textarea', { id: 'scan-text', placeholder: t('scan.placeholder'), spellcheck: 'false', autocomplete: 'off' });
  const go = () => text.value.trim() && scan(text.value.trim());
  text.addEventListener('keydown', event => {
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      go();
    }
  });
  // Whoever pastes a whole code wants it read.
  text.addEventListener('paste', () => setTimeout(go));
  const stops = [];
  fill(t('scan.title'), body(
    h('label', { class: 'field' }, t('scan.paste'), text),
    h('button', { class: 'main-button', type: 'button', onclick: go }, t('scan.go')),
    detector ? pictures() : h('p', { class: 'hint' }, t('scan.drop.unsupported')),
    detector && navigator.mediaDevices ? camera(stops) : null));
  text.focus();
  return () => stops.forEach(stop => stop());
}

function pictures() {
  const words = h('span', {}, t('scan.drop'));
  const file = h('input', { type: 'file', accept: 'image/*', class: 'seen-by-readers' });
  const zone = h('label', { class: 'drop' }, words, file);
  const read = async picture => {
    try {
      const [found] = await detector.detect(await createImageBitmap(picture));
      if (found) scan(found.rawValue);
      else words.textContent = t('scan.nothing');
    } catch {
      words.textContent = t('scan.nothing');
    }
  };
  file.addEventListener('change', () => file.files[0] && read(file.files[0]));
  zone.addEventListener('dragover', event => {
    event.preventDefault();
    zone.classList.add('over');
  });
  zone.addEventListener('dragleave', () => zone.classList.remove('over'));
  zone.addEventListener('drop', event => {
    event.preventDefault();
    zone.classList.remove('over');
    if (event.dataTransfer.files[0]) read(event.dataTransfer.files[0]);
  });
  return zone;
}

function camera(stops) {
  const place = h('div', { class: 'field' });
  place.append(h('button', { class: 'second-button', type: 'button', onclick: open }, t('scan.camera')));
  return place;

  async function open() {
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
    } catch {
      place.append(h('p', { class: 'problem', role: 'alert' }, t('scan.camera.denied')));
      return;
    }
    const video = h('video', { class: 'camera', playsinline: true, muted: true });
    video.srcObject = stream;
    place.replaceChildren(video);
    await video.play();
    let looking = true;
    stops.push(() => {
      looking = false;
      stream.getTracks().forEach(track => track.stop());
    });
    while (looking) {
      const [found] = await detector.detect(video).catch(() => []);
      if (found && looking) return scan(found.rawValue);
      await new Promise(resolve => requestAnimationFrame(resolve));
    }
  }
}
