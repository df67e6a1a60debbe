import { CallFailed } from '../../kit/call/failure'
import { paintPoster, POSTER, type Poster } from './paint-poster'

export const CANVAS_ID = 'poster-canvas'

const loaded = async (uri: string) => {
  const image = Object.assign(new Image(), { src: uri })
  await image.decode()
  return image
}

export const drawPoster = async (poster: Poster): Promise<string> => {
  const canvas = Object.assign(document.createElement('canvas'), POSTER)
  const ink = canvas.getContext('2d')
  if (ink === null) throw new CallFailed('internal', '海报没有画成，再画一次试试')
  paintPoster(ink, await loaded(poster.image), poster)
  return canvas.toDataURL('image/png')
}

export const savePoster = (href: string): Promise<boolean> => {
  Object.assign(document.createElement('a'), { href, download: 'poster.png' }).click()
  return Promise.resolve(true)
}
