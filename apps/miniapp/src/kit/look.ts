import { device } from './device/device'

/** WeChat's font size factor, held between 1 and 1.4, as the class of the nearest size (UI §6). */
const sizeClass = (factor: number) => {
  if (factor >= 1.3) return 'size-xl'
  return factor >= 1.1 ? 'size-l' : ''
}

let size: string | null = null

/** The class for a page's outermost view. Dark needs none: the style sheets follow the system by themselves. */
export const useLook = () => (size ??= sizeClass(device.fontScale()))
