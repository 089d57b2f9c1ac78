/** A place that a change names, or that lies above a new code. */
export interface KnownPlace {
  readonly code: string
  readonly name: string
  readonly level: string
  readonly countyId: number
  readonly validFrom: string
  readonly validTo: string | null
}

/** A step of the tree or of a zone, by codes. */
export interface Edge {
  readonly ancestor: string
  readonly descendant: string
  readonly kind: 'tree' | 'zone'
}

/** An edge in force, with its first day. */
export interface KnownEdge extends Edge {
  readonly validFrom: string
}

/** All that a change can depend on, read under the lock of the tree. */
export interface KnownTree {
  readonly places: ReadonlyMap<string, KnownPlace>
  /** Edges in force above the places, and the tree edges right below them. */
  readonly edges: readonly KnownEdge[]
  /** Of a joining pair: the zone lies under the place. */
  readonly isAboveZone: boolean
  /** Places that the same kind of change has touched on the same day. */
  readonly changedThatDay: ReadonlySet<string>
  /** Lowest place, county or above, over everything that the change touches. */
  readonly home: string
  readonly today: string
}

export interface OpenedPlace {
  readonly code: string
  readonly name: string
  readonly level: string
  readonly kind: string
  readonly administrative: boolean
  readonly parent: string
}

export interface PlannedSuccession {
  readonly kind: 'rename' | 'merge' | 'split' | 'transfer'
  readonly predecessor: string
  readonly successor: string
  readonly oldName: string | null
  readonly newName: string | null
}

/** What a change does to the rows. New places come with their tree edge. */
export interface ChangePlan {
  readonly opened: readonly OpenedPlace[]
  /** From the day on history: they keep their edges, so that figures of before still count where they were reported [PL42]. */
  readonly ended: readonly string[]
  readonly renamed: readonly { readonly code: string; readonly name: string }[]
  readonly closes: readonly Edge[]
  readonly opens: readonly Edge[]
  readonly successions: readonly PlannedSuccession[]
}
