export const zh = {
  return: '还原台账（原版式）',
  'return.lead': '原来的文件、格式和公式不动，只改方案里已经变了的格，补上后来的任务。',
  'return.anew': '原来的文件没法照着改，下载的是任务分解表。',
  'return.same': '与读入时意思一样，没有要改的。',
  'return.sum': '改 {n} 格，更新进展 {states} 格，补 {rows} 行。',
  'return.change': '{cell} “{title}”{column}：{before} → {after}',
  'return.empty': '（空）',
  'return.added': '第 {row} 行补上“{title}”',
  'return.take': '下载',
  'left.merged': '{cell} “{title}”{column}没有改：它与别的行合并在一格，请自己改',
  'left.formula': '{cell} “{title}”{column}没有改：这一格是公式',
  'left.no-row': '“{title}”没有补上：表里有批注或“表格”样式，插行会弄乱，请自己加一行',
} as const;
