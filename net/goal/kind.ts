/** Nodes of the goal tree 纲: 工程 > 行动 > 举措 > 任务、目标、项目、节点. */
export const goalKinds = ['programme', 'action', 'measure', 'task', 'target', 'project', 'milestone'] as const
export type GoalKind = (typeof goalKinds)[number]

const leaves: readonly GoalKind[] = ['task', 'target', 'project', 'milestone']

/** A level may be left out (a programme with a target of its own), never turned round. Tasks and projects break into tasks and milestones. */
const children: Readonly<Record<GoalKind, readonly GoalKind[]>> = {
  programme: ['action', 'measure', ...leaves],
  action: ['measure', ...leaves],
  measure: leaves,
  task: ['task', 'milestone'],
  target: [],
  project: ['task', 'milestone'],
  milestone: [],
}

/** Whether a node of one kind may hang under a node of another; a programme hangs under nothing [GO1]. */
export function mayContain(parent: GoalKind, child: GoalKind): boolean {
  return children[parent].includes(child)
}
