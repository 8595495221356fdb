import type { Question, Questionnaire, Remark } from './questionnaire.contract.ts';

type Rule = 'leading' | 'double-barrelled' | 'too-long' | 'double-negative' | 'absolute';

/** Longest stem that is read at a glance on a phone. */
const longestStem = 60;
export const mostInSection = 15;

const signs: readonly [Rule, (text: string) => boolean, Remark['sentence']][] = [
  [
    'leading',
    (text) =>
      /难道|众所周知|大家都(认为|知道|觉得)|毫无疑问|理所当然|不言而喻|您(也|一定)(认为|觉得|同意)|显著成效|(don’t|don't) you (agree|think)|everybody knows/i.test(
        text,
      ),
    { zh: '像是在引导回答，请换成中性的说法。', en: 'It leads the answer; word it neutrally.' },
  ],
  [
    'double-barrelled',
    (text) =>
      /(满意|同意|了解|清楚|认可|公平|及时)(和|与|及|以及|、|并且?|且|又)(满意|同意|了解|清楚|认可|公平|及时)|[^，。？]{2,}(以及|并且|而且)[^，。？]{2,}(吗|？|\?|如何|程度)|领导和同事|工资和|制度和(人|执行)/.test(
        text,
      ),
    { zh: '一题像是问了两件事，答“是”不知指哪件；请拆成两题。', en: 'It asks two things at once; split it.' },
  ],
  [
    'too-long',
    (text) => [...text].length > longestStem,
    {
      zh: `题干超过 ${longestStem} 字，手机上一眼读不完。`,
      en: `The stem is over ${longestStem} characters.`,
    },
  ],
  [
    'double-negative',
    (text) => /(不|没有?|未).{0,4}(不(?!同|少|断|错|久)|没有|未)|并非不|不无/.test(text),
    { zh: '像是双重否定，容易答反。', en: 'A double negative is easily answered the wrong way round.' },
  ],
  [
    'absolute',
    (text) => /总是|从来不?|从不|一切|全都|绝对|\b(always|never)\b/i.test(text),
    { zh: '“总是”“从不”这类说法太绝对，多数人不好选。', en: '“Always” and “never” fit hardly anybody.' },
  ],
];

const advice = (rule: Remark['rule'], code: string, sentence: Remark['sentence']): Remark => ({
  weight: 'advise',
  rule,
  questions: [code],
  cell: null,
  sentence,
});

/** Own items only: those of the bank are worded once for all. */
const statementsOf = (question: Question): string[] => [
  question.text.zh,
  ...(question.kind === 'matrix' ? question.rows.filter(({ item }) => !item).map(({ text }) => text.zh) : []),
];

/** Advice on wording, which may be ignored; at most one line of each kind per question. */
export const wordingAdvice = (question: Question): Remark[] =>
  signs.flatMap(([rule, shows, sentence]) =>
    statementsOf(question).some(shows) ? [advice(rule, question.code, sentence)] : [],
  );

export const lengthAdvice = (questionnaire: Questionnaire): Remark[] =>
  questionnaire.sections.flatMap(({ code, questions }) =>
    questions.length > mostInSection
      ? [
          advice('long-section', code, {
            zh: `这一节有 ${questions.length} 题，超过 ${mostInSection} 题，手机上一页太长，建议分节。`,
            en: `This section holds ${questions.length} questions, more than ${mostInSection}; split it.`,
          }),
        ]
      : [],
  );
