export const zh = {
  'title.none': '今天没有等您办的事',
  'title.some': '有 {n} 件事等您',
  hello: '{name}，{bureau}',
  findings: '最近的结论',
  due: '{on} 前',
  empty: '这里还没有内容',
  'empty.text': '花名册导入、调查开始之后，需要您做的事和算出的结论会出现在这里。',
} as const;
