// Finds a QR code in a picture: with the browser's own detector where there is one, otherwise with jsQR, loaded when it is first needed.

const LARGEST = 1600;
let finder = null;

/** The text of the first QR code in an image, a video or a bitmap; null when there is none. */
export async function findQr(source) {
  finder ??= native().catch(() => null).then(detect => detect ?? jsqr());
  return (await finder)(source);
}

async function native() {
  if (!(await BarcodeDetector.getSupportedFormats()).includes('qr_code')) return null;
  const detector = new BarcodeDetector({ formats: ['qr_code'] });
  return async source => (await detector.detect(source))[0]?.rawValue ?? null;
}

async function jsqr() {
  const { default: jsQR } = await import('./jsqr.js');
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  return async source => {
    const width = source.videoWidth ?? source.width;
    const height = source.videoHeight ?? source.height;
    if (!width || !height) return null;
    // Screenshots of large screens are slow to search at full size; a code that small would not be scanned by a camera either.
    const scale = Math.min(1, LARGEST / Math.max(width, height));
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    context.drawImage(source, 0, 0, canvas.width, canvas.height);
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    return jsQR(data, canvas.width, canvas.height)?.data || null;
  };
}
