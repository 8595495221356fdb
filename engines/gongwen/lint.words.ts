/** The sentence of each finding; `{places}` are filled from its facts. */
export const lintWords = {
  'page/size': {
    zh: '{where}纸张是 {found} 毫米，应为 A4（210×297 毫米）。',
    en: 'The paper{whereEn} is {found} mm; it should be A4 (210×297 mm).',
  },
  'page/margin': {
    zh: '{where}{side}边距是 {found} 毫米，应为 {wanted} 毫米。',
    en: 'The {sideEn} margin{whereEn} is {found} mm; it should be {wanted} mm.',
  },
  'page/grid': {
    zh: '{where}版面没有按每页 22 行、每行 28 字排（页面设置→文档网格→指定行和字符网格，行距 28.95 磅）。',
    en: 'The page{whereEn} is not set to 22 lines of 28 characters (page setup, document grid: lines and characters, 28.95 pt).',
  },
  'page/number': {
    zh: '页码应单页居右、双页居左，并在两侧各加一条一字线。',
    en: 'Page numbers should stand right on odd pages and left on even ones, with a dash on both sides.',
  },
  'page/no-rule': {
    zh: '没有找到版头下的红色分隔线：发文字号之下 4 毫米处应有一条与版心等宽的红线。',
    en: 'The red rule below the head was not found: it stands 4 mm below the number, as wide as the text block.',
  },
  'page/no-body': {
    zh: '首页也许没有正文：版头、标题和主送机关已占约 {found} 行。请缩短标题或主送机关，让正文从首页开始。',
    en: 'The first page may show no body text: head, title and addressee take about {found} lines. Shorten title or addressee so that the text begins on it.',
  },
  'number/brackets': {
    zh: '发文字号“{found}”应写作“{wanted}”：年份用六角括号〔〕，序号不加“第”，不编虚位。',
    en: 'The document number “{found}” should read “{wanted}”: hexagonal brackets, no 第, no padding.',
  },
  'date/padded': {
    zh: '日期“{found}”应写作“{wanted}”：月、日不编虚位。',
    en: 'The date “{found}” should read “{wanted}”: no padding zeros.',
  },
  'heading/order': {
    zh: '序数“{found}”不接上文，此处应为“{wanted}”。',
    en: 'The heading “{found}” does not follow; “{wanted}” is expected here.',
  },
  'heading/mark': {
    zh: '“{found}”的标点不合规范，应写作“{wanted}”。',
    en: '“{found}” is punctuated otherwise than the standard asks: “{wanted}”.',
  },
  'heading/face': {
    zh: '{level}级标题用的是“{found}”，应为{wanted}。',
    en: 'A level-{level} heading is set in “{found}”; it should be {wanted}.',
  },
  'title/face': {
    zh: '标题是 {found}，应为二号（22 磅）小标宋。',
    en: 'The title is {found}; it should be 22 pt 小标宋.',
  },
  'body/face': {
    zh: '正文用的是“{found}”，应为三号（16 磅）仿宋。',
    en: 'Body text is set in “{found}”; it should be 16 pt 仿宋.',
  },
  'attachment/missing': {
    zh: '附件说明列出了“{found}”，后面没有这个附件：请补上，或从附件说明里删去。',
    en: 'The list of attachments names “{found}”; no such attachment follows: add it, or take it off the list.',
  },
  'attachment/unlisted': {
    zh: '附件“{found}”没有写进正文后的附件说明：请补上一行。',
    en: 'Attachment “{found}” is not in the list of attachments: add a line there.',
  },
  'attachment/stop': {
    zh: '附件名称“{found}”后面不加标点。',
    en: 'The attachment’s name “{found}” carries no full stop.',
  },
} as const;
