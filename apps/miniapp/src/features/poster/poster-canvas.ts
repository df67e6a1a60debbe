import Taro from '@tarojs/taro'
import { CallFailed } from '../../kit/call/failure'
import { paintPoster, POSTER, type Poster } from './paint-poster'

type Node = HTMLCanvasElement & { createImage(): HTMLImageElement }

export const CANVAS_ID = 'poster-canvas'

const nodeOf = () =>
  new Promise<Node>((resolve, reject) => {
    Taro.createSelectorQuery()
      .select(`#${CANVAS_ID}`)
      .fields({ node: true }, () => undefined)
      .exec((found: ({ node?: Node } | null)[]) => {
        const node = found[0]?.node
        if (node) resolve(node)
        else reject(new CallFailed('internal', '海报没有画成，再画一次试试'))
      })
  })

const loaded = (node: Node, uri: string) =>
  new Promise<HTMLImageElement>((resolve, reject) => {
    const image = node.createImage()
    // WeChat's images know no listeners, and begin to load with their source.
    Object.assign(image, {
      onload: () => resolve(image),
      onerror: () => reject(new CallFailed('internal', '海报没有画成，再画一次试试')),
      src: uri,
    })
  })

/** Draws on the page's canvas; answers a file that can be shown and saved. */
export const drawPoster = async (poster: Poster): Promise<string> => {
  const node = await nodeOf()
  Object.assign(node, POSTER)
  const ink = node.getContext('2d')
  if (ink === null) throw new CallFailed('internal', '海报没有画成，再画一次试试')
  paintPoster(ink, await loaded(node, poster.image), poster)
  const { tempFilePath } = await Taro.canvasToTempFilePath({ canvas: node as never, fileType: 'png' })
  return tempFilePath
}

/** The album takes files: what lies on the server is fetched first. */
const fileOf = async (src: string) => {
  if (!src.startsWith(API_BASE)) return src
  const { tempFilePath, statusCode } = await Taro.downloadFile({ url: src })
  if (statusCode !== 200) throw new CallFailed('internal', '图片没有取到')
  return tempFilePath
}

/** Whether it is in the album now; false when the person would not have it there, or it could not be fetched. */
export const savePoster = async (src: string): Promise<boolean> => {
  try {
    const filePath = await fileOf(src)
    await Taro.saveImageToPhotosAlbum({ filePath })
    return true
  } catch (thrown) {
    console.warn('not saved', thrown)
    return false
  }
}
