import * as z from 'zod';
import { Day, facts, refusals } from '#platform/contract/index.ts';

const nothing = { zh: '什么也没有改动。', en: 'Nothing was changed.' };

export const surveyRefusals = refusals({
  'survey/no-questionnaire': {
    status: 404,
    zh: '没有找到这份问卷或这一版。',
    en: 'This questionnaire or version was not found.',
  },
  'survey/unsound': {
    status: 422,
    zh: '问卷有 {n} 处不能成立，请看逐条说明。',
    en: 'The questionnaire cannot stand as it is, in this many places: {n}; see each of them.',
    kept: nothing,
  },
  'survey/changed-meanwhile': {
    status: 409,
    zh: '别人在您编辑期间保存过这份问卷。您改的内容还在页面上；请另存为文件，再打开最新的一版。',
    en: 'Somebody else saved this questionnaire while you were editing. What you typed is still on the page; export it, then open the newest version.',
    kept: nothing,
  },
  'survey/version-used': {
    status: 409,
    zh: '第 {version} 版已于 {on} 用于调查，不能再改，也不能删除。',
    en: 'Version {version} was used in a survey on {on}; it cannot be changed or deleted.',
    kept: nothing,
  },
  'survey/identifies': {
    status: 422,
    zh: '有 {n} 处题目组合会认出个人，这一版不能用于匿名调查。',
    en: '{n} combinations of questions would identify people; this version cannot be used in an anonymous survey.',
  },
  'survey/unreadable-file': {
    status: 415,
    zh: '这个文件读不了。请用本系统导出的 JSON、Excel（.xlsx）或 Word（.docx）格式。',
    en: 'This file cannot be read. Use JSON, Excel (.xlsx) or Word (.docx) as this system exports them.',
  },
  'survey/no-stack': {
    status: 404,
    zh: '没有找到这一批或这一份纸质问卷。',
    en: 'This stack or paper form was not found.',
  },
  'survey/stack-closed': {
    status: 409,
    zh: '这一批已于 {on} 结束录入。',
    en: 'This stack was closed on {on}.',
    kept: nothing,
  },
  'survey/keyed-by-you': {
    status: 409,
    zh: '第 {formNo} 号您已录过一遍，第二遍须由另一人录。',
    en: 'You have keyed form {formNo} once; the second reading must be somebody else’s.',
    kept: nothing,
  },
  'survey/keyed-twice': {
    status: 409,
    zh: '第 {formNo} 号已录过两遍。',
    en: 'Form {formNo} has been keyed twice.',
    kept: nothing,
  },
  'survey/not-to-settle': {
    status: 409,
    zh: '第 {formNo} 号没有待核定的差异。',
    en: 'Form {formNo} has no differences to settle.',
  },
  'survey/stack-unfinished': {
    status: 409,
    zh: '还有 {n} 份没有录满两遍或没有核定。',
    en: '{n} forms still lack a second reading or a settlement.',
    kept: nothing,
  },
  'survey/answers-unsound': {
    status: 422,
    zh: '有 {n} 处答案与问卷不符，请看逐条说明。',
    en: 'Answers do not fit the questionnaire in this many places: {n}; see each of them.',
    kept: nothing,
  },
});

const version = z.object({ version: z.int() });

/** Facts of this room; none of them can be linked to an answer. */
export const surveyFacts = facts({
  'survey/questionnaire-saved': {
    zh: '保存了问卷第 {version} 版',
    en: 'Version {version} of a questionnaire was saved',
    data: version,
  },
  'survey/questionnaire-removed': {
    zh: '删除了从未用过的问卷',
    en: 'A questionnaire that was never used was deleted',
    data: z.object({}),
  },
  'survey/version-locked': {
    zh: '问卷第 {version} 版用于调查，自 {on} 起锁定',
    en: 'Version {version} of a questionnaire went into use and is locked from {on}',
    data: version.extend({ on: Day, hash: z.string() }),
  },
  'survey/paper-opened': {
    zh: '开始录入一批纸质问卷',
    en: 'A stack of paper forms was opened',
    data: z.object({}),
  },
  'survey/paper-closed': {
    zh: '结束录入一批纸质问卷，共 {n} 份',
    en: 'A stack of {n} paper forms was closed',
    data: z.object({ n: z.int() }),
  },
});
