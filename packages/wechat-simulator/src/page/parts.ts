import { html, type Markup } from '#simulator/page/html'

const BEIJING_AHEAD_MS = 8 * 3_600_000

/** The clock on a wall in Beijing. */
export const clockOf = (atMs: number) => new Date(atMs + BEIJING_AHEAD_MS).toISOString().slice(0, 19).replace('T', ' ')

export const yuan = (fen: number) => `¥${(fen / 100).toFixed(2)}`

/** A button that gives one order to the control plane. */
export const button = (act: string, order: object, label: string) =>
  html`<button type="button" data-act="${act}" data-order="${JSON.stringify(order)}">${label}</button>`

/** A form whose fields go into the order, beside what it says anyway. Fields of class "number" go as numbers. */
export const form = (act: string, order: object, fields: Markup, label: string) =>
  html`<form data-act="${act}" data-order="${JSON.stringify(order)}">${fields}<button>${label}</button></form>`

export const options = (values: readonly string[]) => values.map((value) => html`<option>${value}</option>`)

type Table = {
  id: string
  title: string
  english: string
  heads: readonly string[]
  rows: readonly Markup[]
  empty: string
}

export const table = ({ id, title, english, heads, rows, empty }: Table, foot: Markup = html``) =>
  html` <section id="${id}">
    <h2>${title} <small lang="en">${english} · ${rows.length}</small></h2>
    ${
      rows.length === 0
        ? html`<p class="empty">${empty}</p>`
        : html`<div class="wide">
            <table>
              <thead>
                <tr>
                  ${heads.map((head) => html`<th scope="col">${head}</th>`)}
                </tr>
              </thead>
              <tbody>
                ${rows}
              </tbody>
            </table>
          </div>`
    }
    ${foot}
  </section>`
