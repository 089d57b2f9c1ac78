import { z } from 'zod'
import { collectProblems } from './collect-problems.ts'
import { exchangeProblems } from './exchange-problems.ts'

/** Words and HTTP status of one refusal. `{name}` is filled from the problem's detail. */
interface Words {
  readonly status: number
  readonly zh: string
  readonly en: string
}

/** Every refusal that may cross the wire. A code without words does not compile where it is thrown through `refuse`. */
export const problems = {
  'request.malformed': { status: 400, zh: '请求格式不正确', en: 'The request is malformed' },
  'request.invalid': { status: 400, zh: '请求内容不符合要求', en: 'The request does not fit its contract' },
  'request.tooLarge': { status: 413, zh: '内容过大，超出上限', en: 'The content is larger than allowed' },
  'request.unsupportedType': { status: 415, zh: '不支持这种内容类型', en: 'This content type is not supported' },
  'route.unknown': { status: 404, zh: '没有这个地址', en: 'There is nothing at this address' },
  'session.missing': { status: 401, zh: '请先登录', en: 'Please sign in' },
  'session.refused': { status: 401, zh: '用户名、密码或动态码不正确', en: 'User name, password or code is not right' },
  'session.locked': {
    status: 429,
    zh: '尝试次数过多，请 {minutes} 分钟后再试',
    en: 'Too many tries; try again in {minutes} minutes',
  },
  'session.csrf': { status: 403, zh: '页面已过期，请刷新后再试', en: 'The page has expired; reload and try again' },
  'session.passwordChangeDue': { status: 403, zh: '请先修改一次性密码', en: 'Change the one-time password first' },
  'password.weak': {
    status: 422,
    zh: '密码须 {length} 位以上，且不能是常见密码或与用户名相同',
    en: 'The password needs {length} characters or more and may not be a common one or the user name',
  },
  'password.wrong': { status: 422, zh: '当前密码不正确', en: 'The current password is not right' },
  'password.same': {
    status: 422,
    zh: '新密码不能与当前密码相同',
    en: 'The new password must differ from the current one',
  },
  'totp.inForce': { status: 409, zh: '两步登录已经启用', en: 'Two-step sign-in is in force already' },
  'grant.missing': { status: 403, zh: '您没有这项权限', en: 'You may not do this' },
  'place.unknown': { status: 404, zh: '没有这个地方', en: 'There is no such place' },
  'place.codeMalformed': { status: 400, zh: '区划代码不正确', en: 'The division code is not valid' },
  'place.cycle': { status: 422, zh: '上下级关系不能成环', en: 'Places may not contain each other' },
  'place.duplicate': { status: 409, zh: '这个代码已经存在', en: 'This code exists already' },
  'place.change': { status: 422, zh: '不能这样调整：{reason}', en: 'The place cannot be changed so: {reason}' },
  'goal.unknown': { status: 404, zh: '没有这个目标', en: 'There is no such goal' },
  'goal.none': {
    status: 404,
    zh: '这里还没有录入工程和目标，暂无一张图',
    en: 'No programme is entered here yet, so there is no board',
  },
  'indicator.unknown': { status: 404, zh: '没有这个指标', en: 'There is no such indicator' },
  'period.malformed': { status: 400, zh: '报告期不正确', en: 'The period is not valid' },
  'period.wrongKind': { status: 422, zh: '这张报表按 {kind} 填报', en: 'This return is filed by {kind}' },
  'period.future': { status: 422, zh: '报告期还没有到', en: 'The period has not come yet' },
  'aggregation.none': {
    status: 422,
    zh: '这个指标不能由下级加总，只能使用公布数',
    en: 'This indicator may not be formed from parts; only a published figure stands',
  },
  'file.notXlsx': { status: 415, zh: '不是 .xlsx 文件', en: 'Not an .xlsx file' },
  'file.corrupt': { status: 422, zh: '文件已损坏，无法读取', en: 'The file is damaged and cannot be read' },
  'file.tooLarge': { status: 413, zh: '文件过大或内容异常膨胀', en: 'The file is too large or unpacks to too much' },
  'file.forbiddenContent': {
    status: 422,
    zh: '文件含有不允许的内容：{what}',
    en: 'The file holds what is not allowed: {what}',
  },
  'file.timeout': { status: 422, zh: '文件读取超时', en: 'Reading the file took too long' },
  'idempotency.missing': { status: 400, zh: '缺少 Idempotency-Key', en: 'Idempotency-Key is missing' },
  'idempotency.malformed': { status: 400, zh: 'Idempotency-Key 不正确', en: 'Idempotency-Key is not valid' },
  'idempotency.otherBody': {
    status: 422,
    zh: '同一编号的请求内容不同，已拒绝',
    en: 'The same key came with another request',
  },
  'idempotency.running': { status: 409, zh: '同一请求正在处理，请稍候', en: 'The same request is still running' },
  'person.unknown': { status: 404, zh: '没有这个人', en: 'There is no such person' },
  'person.duplicate': { status: 409, zh: '用户名已被使用', en: 'The user name is taken' },
  'person.self': { status: 422, zh: '不能停用自己', en: 'You cannot disable yourself' },
  'role.unknown': { status: 404, zh: '没有这个角色', en: 'There is no such role' },
  'grant.unknown': { status: 404, zh: '没有这项授权', en: 'There is no such grant' },
  'grant.exceeds': { status: 403, zh: '不能授出自己没有的权限', en: 'You cannot give more than you hold' },
  'grant.self': { status: 422, zh: '不能给自己授权', en: 'You cannot give rights to yourself' },
  'token.expiry': { status: 422, zh: '令牌有效期须在一年以内', en: 'A token lives a year at the most' },
  'totp.refused': { status: 422, zh: '动态码不正确', en: 'The code is not right' },
  'boundary.malformed': { status: 422, zh: '边界文件不正确：{reason}', en: 'The boundary file is not valid: {reason}' },
  'boundary.split': {
    status: 422,
    zh: '拆分前的数据不能换算到新区划',
    en: 'Figures from before a split cannot be carried over',
  },
  'proposal.unknown': { status: 404, zh: '没有这条建议', en: 'There is no such proposal' },
  'proposal.edition': {
    status: 409,
    zh: '这条建议刚被处理过，请看最新结果',
    en: 'This proposal has just been decided on; look at what it is now',
  },
  'proposal.decided': {
    status: 409,
    zh: '这条建议已经处理过，先撤销再改',
    en: 'This proposal is decided; reopen it first',
  },
  'proposal.open': { status: 409, zh: '这条建议还没有处理', en: 'This proposal is not decided yet' },
  'proposal.lacks': { status: 422, zh: '还须先选定：{lacks}', en: 'To be chosen first: {lacks}' },
  'proposal.mergedInto': {
    status: 422,
    zh: '只能并入同一文件中仍在用的同类建议',
    en: 'It can only be merged into one of its kind that stands',
  },
  'document.revised': {
    status: 409,
    zh: '文件已有新版本，只采纳新版本中的内容',
    en: 'The document was revised; only the new version can be taken',
  },
  'target.stated': {
    status: 409,
    zh: '这处文字已经是这个地方的目标',
    en: 'These very words are a target of this place already',
  },
  'observation.stated': {
    status: 409,
    zh: '这份文件已有该地方、该指标、该期的数，请先撤销原来的',
    en: 'This document already states a figure for this place, indicator and period; reopen that one first',
  },
  'goal.inUse': {
    status: 409,
    zh: '下面还有在用的任务或目标，不能撤销',
    en: 'Tasks or targets in force still hang on this goal',
  },
  'goal.misplaced': { status: 422, zh: '这一级下面不能挂这类目标', en: 'A goal of this kind cannot hang there' },
  'indicator.duplicate': { status: 409, zh: '已有同名指标', en: 'There is an indicator of this name already' },
  'document.unsupported': {
    status: 415,
    zh: '不支持这种文件，或内容与扩展名不符（{found}）；请用 .txt .md .docx .pdf .html',
    en: 'This kind of file is not read, or its content is not what its name says ({found}); use .txt .md .docx .pdf .html',
  },
  'document.empty': { status: 422, zh: '文件里没有文字', en: 'There are no words in the file' },
  'document.noText': {
    status: 422,
    zh: 'PDF 没有文字层（可能是扫描件），请先做文字识别',
    en: 'The PDF has no text layer (a scan?); recognise its text first',
  },
  'document.encrypted': {
    status: 422,
    zh: '文件设有打开密码，请先解除',
    en: 'The file needs an opening password; remove it first',
  },
  'document.unknown': { status: 404, zh: '没有这份文件', en: 'There is no such document' },
  'document.known': {
    status: 409,
    zh: '这份文件已在库中：{title}',
    en: 'This document is in the library already: {title}',
  },
  'document.unchanged': {
    status: 409,
    zh: '文字与现行第 {version} 版完全相同',
    en: 'The text is the same as that of version {version}, which is in force',
  },
  'document.edition': {
    status: 409,
    zh: '刚有人为这份文件加了新版本，请刷新',
    en: 'Somebody has just added a version of this document; reload',
  },
  'document.relationEnd': {
    status: 422,
    zh: '请选一份文件，或只写标题',
    en: 'Choose a document, or give only a title',
  },
  'document.self': { status: 422, zh: '文件不能与自身建立关系', en: 'A document has no relation to itself' },
  'document.related': { status: 409, zh: '这条关系已经有了', en: 'This relation stands already' },
  'relation.unknown': { status: 404, zh: '没有这条关系', en: 'There is no such relation' },
  'target.unknown': { status: 404, zh: '没有这个目标值', en: 'There is no such target' },
  'target.ended': { status: 409, zh: '这个目标值已经失效，请刷新', en: 'This target has ended already; reload' },
  'revision.successor': {
    status: 422,
    zh: '新版本里的这句话不是目标，不能代替原目标值',
    en: 'These words of the new version are no target and cannot take its place',
  },
  'goal.hasParts': {
    status: 409,
    zh: '“{code}”下面还有任务，请一并终止',
    en: 'There is still something below “{code}”; end it as well',
  },
  'contradiction.unknown': { status: 404, zh: '没有这处矛盾', en: 'There is no such contradiction' },
  'contradiction.edition': {
    status: 409,
    zh: '他人刚对这处矛盾作了决定，请刷新',
    en: 'Somebody else just decided on this contradiction; reload',
  },
  'contradiction.settled': {
    status: 409,
    zh: '败方已失效，不能撤回；如需恢复，请从原文件重新采纳',
    en: 'The losing figure has ended and cannot be taken back here; accept it anew from its document',
  },
  'contradiction.sides': {
    status: 422,
    zh: '只有两个目标之间可以取其一',
    en: 'Only between two targets can one be kept',
  },
  'formula.malformed': {
    status: 422,
    zh: '公式在第 {position} 个字符处看不懂（从 0 数起）',
    en: 'The formula cannot be read at character {position} (from 0)',
  },
  'formula.cycle': {
    status: 422,
    zh: '公式绕回了自己：{path}',
    en: 'The formula comes back to itself: {path}',
  },
  'formula.unitUnlike': {
    status: 422,
    zh: '{left} 与 {right} 不是一类量，不能相加减',
    en: '{left} and {right} are not of one kind and cannot be added',
  },
  'formula.unitScale': {
    status: 422,
    zh: '{left} 与 {right} 大小不同，请先换算',
    en: '{left} and {right} differ in size; convert one first',
  },
  'formula.unitUnknown': {
    status: 422,
    zh: '{left} 的单位“{right}”不认识',
    en: 'The unit {right} of {left} is not known',
  },
  'formula.countOf': {
    status: 422,
    zh: '只能按各地方自己上报的指标计数，{left} 不是',
    en: 'Places are counted by what they report themselves; {left} is not reported',
  },
  'formula.partUnknown': { status: 422, zh: '没有指标 {left}', en: 'There is no indicator {left}' },
  'formula.unitResult': {
    status: 422,
    zh: '算出来的是 {left}，不是 {right}',
    en: 'The result is in {left}, not in {right}',
  },
  'indicator.notDerived': {
    status: 422,
    zh: '只有计算指标才有公式',
    en: 'Only a derived indicator has a formula',
  },
  'indicator.version': {
    status: 409,
    zh: '指标定义已被他人修改，请重新打开',
    en: 'The definition was changed by someone else; open it again',
  },
  ...collectProblems,
  ...exchangeProblems,
  'cursor.malformed': { status: 400, zh: '分页位置不正确', en: 'The cursor is not valid' },
  'rate.exceeded': { status: 429, zh: '请求过于频繁，请稍候', en: 'Too many requests; wait a little' },
  'server.busy': { status: 503, zh: '系统繁忙，请稍候再试', en: 'The server is busy; try again shortly' },
  'storage.unavailable': {
    status: 503,
    zh: '数据库暂时不可用，请稍候再试',
    en: 'The database is not available; try again shortly',
  },
  'storage.full': { status: 503, zh: '存储空间已满，未保存', en: 'Storage is full; nothing was stored' },
  'server.fault': { status: 500, zh: '系统出错，没有保存任何内容', en: 'Something went wrong; nothing was stored' },
} as const satisfies Record<string, Words>

export type ProblemCode = keyof typeof problems

export const isProblemCode = (code: string): code is ProblemCode => Object.hasOwn(problems, code)

/** The words of a refusal with its numbers filled in. */
export function problemText(code: ProblemCode, lang: 'zh' | 'en', detail: Readonly<Record<string, unknown>>): string {
  return problems[code][lang].replace(/\{(\w+)\}/g, (_, name: string) => String(detail[name] ?? ''))
}

/** RFC 9457 problem document. */
export const ProblemDocument = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
  errors: z
    .array(z.object({ code: z.string(), path: z.string().optional(), cell: z.string().nullish(), message: z.string() }))
    .optional(),
  errorCount: z.int().optional(),
  requestId: z.string(),
})
export type ProblemDocument = z.infer<typeof ProblemDocument>
