/** Ends of the names of bodies that act on their own in administration; of the longest first. */
const ends =
  /(?:委员会|指挥部|办公室|人民政府|管委会|工作组|领导小组|工作专班|有限公司|事务所|研究院|研究所|联合会|促进会|部门|单位|政府|公司|集团|专班|中心|银行|学校|学院|大学|医院|法院|检察院|协会|商会|学会|工会|妇联|残联|工商联|科协|文联|侨联|社科联|团委|支行|分行|支队|总队|大队|海关|税务|气象|公安|街道|企业|机构|园区|开发区|高新区|社区|部队|军分区|电视台|报社|局|委|办|部|厅|署|处|所|站|院|会|镇|乡|街|区|县|市|省|馆|台|行|司|社|组|队|联)(?:[(（][^()（）]{1,30}[)）])?$/
/** Words that never stand in the name of a body. */
const foreign =
  /[的了要将把被为已并是。；;：:！!？?"《》%％]|推动|推进|加强|建设成|实施|完成|加快|确保|制定|开展|负责|牵头|配合|要求|落实|到20|年底|成员|同志|负责人|人员|干部/
const nameless =
  /^(?:全[市省县区国]|单位|部门|机构|企业|公司|银行|学校|社区|政府|园区|中心|街道|医院|镇街|其他|以上|上述|本[市省县区]|完成.*|备注|序号|.*(?:任务|时限|时间|内容|举措|措施|目标)|(?:牵头|责任|配合|主办|协办|参与)(?:单位|部门))$/
const longestName = 30

/** Do the words name a body by their form: 市发展改革局, 各县（市、区）政府, 江门海关 [CT11]? */
export function isBodyName(words: string): boolean {
  return isTidyName(words) && ends.test(words)
}

/** May the words be a name where a label such as 责任单位 already says that bodies follow: 团市委, 市科协? */
export function isTidyName(words: string): boolean {
  return (
    words.length >= 2 &&
    words.length <= longestName &&
    !foreign.test(words) &&
    !nameless.test(words) &&
    /[一-鿿]{2}/.test(words)
  )
}
