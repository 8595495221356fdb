import { onScopeDispose, ref, shallowRef } from 'vue';
import { readCode } from './qr.ts';

/** Five looks a second find a code at once and leave the phone cool. */
const everyMs = 200;
/** A code held still is told once. */
const sameAgainMs = 4000;
const widestPx = 800;

export type Camera = 'off' | 'opening' | 'on' | 'refused' | 'absent';

/** The camera as a reader of codes; `found` hears each code once. Pictures are looked at here and sent nowhere. */
export function useCamera(found: (text: string) => void) {
  const state = ref<Camera>('off');
  const video = shallowRef<HTMLVideoElement | null>(null);
  let stream: MediaStream | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = { text: '', at: 0 };

  async function open(): Promise<void> {
    if (!globalThis.navigator.mediaDevices?.getUserMedia) return void (state.value = 'absent');
    state.value = 'opening';
    try {
      stream = await navigator.mediaDevices.getUserMedia({
        video: { facingMode: 'environment' },
        audio: false,
      });
      if (!video.value) return close();
      video.value.srcObject = stream;
      await video.value.play();
      state.value = 'on';
      void look();
    } catch {
      close();
      state.value = 'refused';
    }
  }

  async function look(): Promise<void> {
    if (state.value !== 'on' || !video.value) return;
    const { videoWidth: width, videoHeight: height } = video.value;
    const text = width > 0 ? await readCode(pixelsOf(video.value, width, height)) : null;
    const now = performance.now();
    if (text && (text !== last.text || now - last.at > sameAgainMs)) found(text);
    if (text) last = { text, at: now };
    timer = setTimeout(() => void look(), everyMs);
  }

  function close(): void {
    clearTimeout(timer);
    for (const track of stream?.getTracks() ?? []) track.stop();
    stream = null;
    state.value = 'off';
  }
  onScopeDispose(close);
  return { state, video, open, close };
}

function pixelsOf(image: CanvasImageSource, width: number, height: number): ImageData {
  const scale = Math.min(1, widestPx / Math.max(width, height));
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [Math.round(width * scale), Math.round(height * scale)];
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}

/** The code on a photo somebody took; null where there is none. For devices whose camera pages may not use. */
export async function codeOnPhoto(file: Blob): Promise<string | null> {
  const image = await createImageBitmap(file).catch(() => null);
  return image && readCode(pixelsOf(image, image.width, image.height));
}
