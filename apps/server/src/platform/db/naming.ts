import { DefaultNamingStrategy } from 'typeorm'

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** camelCase in code, snake_case in the database. */
export class SnakeNames extends DefaultNamingStrategy {
  override columnName(property: string, custom: string) {
    return custom || snake(property)
  }
}
