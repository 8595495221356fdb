/** Answering under a code at a shared terminal. */
export const zh = {
  code: '请输入您抽到的信封里的一次性代码。不用登录，也不问您是谁。',
  form: '代码有效。填完以后再看一眼，然后交上。',
  ready: '填好了，还没有交上。交上以后不能再改。',
  done: '已收下，谢谢。请把代码条带走或撕掉；这台设备上没有留下任何内容。',
  label: '一次性代码',
  kept: '一个代码只能用一次；已装进信封投入票箱的，不必再填。字母大小写和短横线都不要紧。',
  begin: '开始填答',
  hand: '交上',
  next: '下一位',
  clear: '清空，换人',
  'fault.other': '发来的问卷与已签署的清单不一致，请不要填答，并告诉见证人。',
  'fault.long': '文字太长，放不进答卷。请返回缩短文字。',
} as const;
