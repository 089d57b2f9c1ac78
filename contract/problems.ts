import { z } from 'zod'

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
  'form.unknown': { status: 404, zh: '没有这张报表', en: 'There is no such return' },
  'form.wrongLevel': { status: 422, zh: '这张报表由{level}填报', en: 'This return is filed at the level of {level}' },
  'period.malformed': { status: 400, zh: '报告期不正确', en: 'The period is not valid' },
  'period.wrongKind': { status: 422, zh: '这张报表按 {kind} 填报', en: 'This return is filed by {kind}' },
  'period.future': { status: 422, zh: '报告期还没有到', en: 'The period has not come yet' },
  'aggregation.none': {
    status: 422,
    zh: '这个指标不能由下级加总，只能使用公布数',
    en: 'This indicator may not be formed from parts; only a published figure stands',
  },
  'submission.unknown': { status: 404, zh: '没有这份报表', en: 'There is no such submission' },
  'submission.state': {
    status: 409,
    zh: '报表已是“{state}”状态，不能这样办理',
    en: 'The submission is {state}; this cannot be done',
  },
  'submission.version': {
    status: 409,
    zh: '报表已被他人改动，请刷新',
    en: 'Somebody else changed the submission; reload',
  },
  'submission.step': { status: 403, zh: '这一步由{level}审核', en: 'This step is approved at the level of {level}' },
  'submission.ownApproval': {
    status: 403,
    zh: '填报人不能审核自己报送的报表',
    en: 'Who filed a return may not approve it',
  },
  'submission.openExists': {
    status: 409,
    zh: '同一期已有一份正在审核的报表',
    en: 'A submission of the same period is under review',
  },
  'submission.faulty': {
    status: 422,
    zh: '报表有 {count} 处错误，未保存',
    en: 'The return has {count} faults; nothing was stored',
  },
  'submission.empty': { status: 422, zh: '报表没有任何数据', en: 'The return holds no figures' },
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
