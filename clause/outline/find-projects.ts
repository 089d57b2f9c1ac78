import { findMentions } from '../mention/find-mentions.ts'
import type { MentionWords } from '../mention/mention-words.ts'
import { listProjects } from './list-projects.ts'
import type { Clause, NamedProject } from './outline.ts'

/**
 * The projects that a text calls by name, with the money said of them, in reading order [CT18] [CT19].
 *
 * A name is taken when an investment is stated with it (总投资100亿元的深水港项目, 深水港项目（总投资100亿元）), or when its own form
 * is that of one thing (优美科二期, 广中江高速公路项目). Names in 《》 are documents; 30个重大项目 names nothing.
 *
 * @param dictionary a compiled dictionary, for the units of money.
 */
export function findProjects(
  text: string,
  outline: readonly Clause[],
  dictionary: MentionWords,
): readonly NamedProject[] {
  return listProjects(text, outline, findMentions(text, dictionary))
}
