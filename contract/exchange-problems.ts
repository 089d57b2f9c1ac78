/** Refusals of the exchange with other systems. */
export const exchangeProblems = {
  'exchange.tooMany': {
    status: 413,
    zh: '超过一次可取的 {most} 条，请缩小范围或分页',
    en: 'More than {most} at once; ask for less or for pages',
  },
  'exchange.periodMissing': {
    status: 400,
    zh: '请写明报告期，或起止日期',
    en: 'Name periods, or a first and a last day',
  },
  'exchange.combo': {
    status: 422,
    zh: '这里没有分类组合，只收 default',
    en: 'There are no category combinations here; only the default one',
  },
  'exchange.empty': { status: 422, zh: '既没有数值也没有说明', en: 'Neither a value nor a comment' },
  'exchange.comment': { status: 422, zh: '说明超过 500 字', en: 'The comment is longer than 500 characters' },
  'exchange.twice': { status: 422, zh: '同一格在这批数据里出现了两次', en: 'The same cell stands twice in the set' },
  'exchange.undone': {
    status: 422,
    zh: '上报后只能由审核方退回，不能在这里撤销',
    en: 'What was handed in is given back by its reviewer; it is not undone here',
  },
  'csv.malformed': {
    status: 422,
    zh: '第 {line} 行第 {column} 列：引号或列数不对，未保存任何内容',
    en: 'Line {line}, column {column}: a quote or the number of columns is wrong; nothing was stored',
  },
  'csv.columns': { status: 422, zh: '缺少列：{missing}', en: 'Columns are missing: {missing}' },
  'bulk.unknown': { status: 404, zh: '没有这项批量任务', en: 'There is no such bulk job' },
  'bulk.tooMany': {
    status: 409,
    zh: '这里已有 {most} 项未完成的批量任务',
    en: 'There are {most} unfinished bulk jobs here already',
  },
  'bulk.partUnknown': { status: 422, zh: '这个文件只有 {parts} 块', en: 'The file has only {parts} parts' },
  'bulk.partSize': {
    status: 422,
    zh: '这一块应为 {expected} 字节，收到 {found} 字节',
    en: 'The part should have {expected} bytes; {found} came',
  },
  'bulk.checksum': { status: 422, zh: '校验和不符，请重传', en: 'The checksum is wrong; send it again' },
  'bulk.partOther': {
    status: 409,
    zh: '这一块已收到，内容不同；如要更换请取消后重来',
    en: 'The part is there with other content; cancel and begin anew to change it',
  },
  'bulk.incomplete': {
    status: 409,
    zh: '还缺 {missing} 块，收齐后才能开始',
    en: '{missing} parts are missing; it starts when all are there',
  },
  'bulk.state': {
    status: 409,
    zh: '任务已是“{state}”状态，不能这样做',
    en: 'The job is already {state}',
  },
  'bulk.malformed': {
    status: 422,
    zh: '第 {line} 行第 {column} 列：引号或列数不对，读到这里为止',
    en: 'Line {line}, column {column}: a quote or the number of columns is wrong; it was read up to here',
  },
  'bulk.binary': { status: 422, zh: '这不是文本文件', en: 'This is not a text file' },
  'bulk.unreadable': {
    status: 422,
    zh: '第 {index} 个数值之后读不下去：不是所要求的 JSON',
    en: 'What follows value {index} is not the JSON that is asked for',
  },
  'bulk.cancelled': { status: 409, zh: '已取消', en: 'It was cancelled' },
  'bulk.broken': {
    status: 409,
    zh: '多次出错后停止，请联系管理员',
    en: 'It stopped after several faults; ask your administrator',
  },
} as const
