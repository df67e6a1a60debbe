/** A browser opens the sheet itself. */
export const openPrintLink = async (url: string) => {
  window.open(url, '_blank', 'noopener')
}

export const PRINT_LABEL = '打开打印页'
