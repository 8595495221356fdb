export const zh = {
  'welcome.title': '机关文化做得怎么样，量出来看',
  'welcome.lead':
    '合并而来的局，人是不是真的熟悉起来了，活动有没有起作用，案卷有没有办得更好——文融从记录里算给您看，看不准的时候直说看不准。',
  'welcome.sample': '看看示例局',
  'welcome.sample.hint':
    '岚川市，320 位职工，四轮相识调查，一届艺术节和它的效果；人和事都是虚构的。约一分钟装好，随时可以移除。',
  'welcome.found': '建立我们的局',
  'welcome.found.hint': '需要启动文融的终端里印出的一次性设置码。',
  'welcome.signin': '已有账号，去登录',
  'loading.label': '正在准备示例局',
  'loading.failed': '示例局没有装好。可以移除后再试一次。',
  'parts.title': '以谁的身份看看',
  'parts.lead': '示例局里的人都是虚构的。选一位进去，看到的就是这个角色平时看到的。',
  'parts.enter': '进入',
  'parts.remove': '移除示例局',
  'parts.remove.title': '移除示例局和它的全部数据？',
  'parts.remove.text': '示例局的人、调查、结果和记录会一起移除。真实的局不受影响。',
  'parts.remove.word': '移除',
  'parts.removed': '示例局已移除',
} as const;
