'use strict'

const customer = document.getElementById('customer')
const clerk = document.getElementById('clerk')
const customerFrame = document.getElementById('customer-frame')
const clerkFrame = document.getElementById('clerk-frame')

const addressOf = (persona, page) => `/h5/?persona=${persona}#/${page}`

/** Where a frame of the mini program says which code is on its screen. */
const SHOWN_AS = 'huitou.demo.shown'

/** A new address with only another hash would not load the page anew. */
const open = (frame, address) => {
  frame.src = 'about:blank'
  setTimeout(() => {
    // A phone that was put away had no time to say that its code is gone.
    if (frame === customerFrame) localStorage.removeItem(SHOWN_AS)
    frame.src = address
  }, 30)
}

const openCustomer = (page = 'pages/home/index') => open(customerFrame, addressOf(customer.value, page))
const openClerk = () => open(clerkFrame, addressOf(clerk.value, 'staff/workbench/index'))

const optionOf = ({ key, name, note }) => {
  const option = document.createElement('option')
  option.value = key
  option.textContent = `${name}（${note}）`
  return option
}

const codeOf = ({ id, label, storeName, path }) => {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'code'
  button.dataset.code = id
  const image = document.createElement('img')
  image.src = `/demo/api/codes/${id}.png`
  image.alt = ''
  const place = document.createElement('strong')
  place.textContent = storeName
  const where = document.createElement('span')
  where.textContent = label
  button.append(image, place, where)
  button.addEventListener('click', () => openCustomer(path))
  return button
}

async function start() {
  const stage = await (await fetch('/demo/api/stage')).json()
  customer.append(...stage.personas.filter((one) => one.role === 'customer').map(optionOf))
  clerk.append(...stage.personas.filter((one) => one.role !== 'customer').map(optionOf))
  document.getElementById('codes').append(...stage.codes.map(codeOf))
  customer.addEventListener('change', () => openCustomer())
  clerk.addEventListener('change', openClerk)
  document.getElementById('reset').addEventListener('click', () => {
    openCustomer()
    openClerk()
  })
  openCustomer()
  openClerk()
}

start().catch((error) => {
  document.getElementById('codes').textContent = `没有打开：${error.message}`
})
