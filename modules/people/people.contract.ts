import * as z from 'zod';
import { facts, refusals } from '#platform/contract/index.ts';

const nothing = { zh: '什么也没有改动。', en: 'Nothing was changed.' };

export const peopleRefusals = refusals({
  'people/no-such-person': {
    status: 404,
    zh: '花名册上没有这个人。',
    en: 'This person is not on the roster.',
  },
  'people/staff-no-taken': {
    status: 409,
    zh: '工号 {staffNo} 已经是 {name} 的了。',
    en: 'Staff number {staffNo} already belongs to {name}.',
  },
  'people/no-such-agency': {
    status: 422,
    zh: '原单位名单里没有“{code}”。请先在“原单位”里加上。',
    en: 'The legacy agencies do not hold “{code}”. Add it to the list first.',
  },
  'people/agency-in-use': {
    status: 409,
    zh: '还有 {n} 人来自“{name}”，不能从名单里删去。可以改名。',
    en: '{n} people come from “{name}”; it cannot be removed, but it can be renamed.',
  },
  'people/agency-twice': {
    status: 422,
    zh: '代码或名称“{name}”出现了两次。',
    en: 'The code or name “{name}” appears twice.',
  },
  'people/no-such-unit': {
    status: 404,
    zh: '{on} 这一天没有这个单位。',
    en: 'This unit does not exist on {on}.',
  },
  'people/unit-name-taken': {
    status: 409,
    zh: '同一上级下已经有“{name}”了。',
    en: 'There is already a “{name}” under the same parent.',
  },
  'people/unit-code-taken': {
    status: 409,
    zh: '机构编码 {code} 已经用过了。',
    en: 'The unit code {code} is already in use.',
  },
  'people/unit-circle': {
    status: 409,
    zh: '单位不能挂到自己或自己的下属单位之下。',
    en: 'A unit cannot hang under itself or one of its own parts.',
  },
  'people/unit-not-empty': {
    status: 409,
    zh: '{on} 之后这里还有 {nPeople} 人、{nUnits} 个下属单位。请先调走，再撤销单位。',
    en: 'After {on} it still holds {nPeople} people and {nUnits} units. Move them first, then close it.',
  },
  'people/unit-later-history': {
    status: 409,
    zh: '这个单位在 {on} 还有一次变更，请选那一天或之后。',
    en: 'The unit has a later change on {on}; choose that day or a later one.',
  },
  'people/left-already': { status: 409, zh: '此人已于 {on} 离岗。', en: 'This person left on {on}.' },
  'people/not-yet-joined': {
    status: 409,
    zh: '此人 {on} 才到岗，请选之后的日子。',
    en: 'This person joined on {on}; choose a later day.',
  },
  'people/later-history': {
    status: 409,
    zh: '{on} 已有一次变动，请选那一天或之后；要更早的，请先撤销后来的变动。',
    en: 'There is a later move on {on}; choose that day or a later one, or undo the later move first.',
  },
  'people/already-away': {
    status: 409,
    zh: '从 {on} 起已有借调或休假，时间重叠了。',
    en: 'A secondment or leave from {on} overlaps.',
  },
  'people/not-away': {
    status: 409,
    zh: '那一天此人没有借调或休假。',
    en: 'This person is neither seconded nor on leave that day.',
  },
  'people/span-backwards': {
    status: 422,
    zh: '结束日要在开始日之后。',
    en: 'The end must come after the beginning.',
  },
  'people/nothing-to-undo': {
    status: 409,
    zh: '没有可以撤销的改动。',
    en: 'There is no change to take back.',
  },
  'people/person-in-use': {
    status: 409,
    zh: '此人已有账号或别处的记录，不能从花名册上抹去。可以办理离岗。',
    en: 'This person has an account or other records and cannot be taken off the roster; record a departure instead.',
  },
  'people/no-such-import': {
    status: 404,
    zh: '没有这次导入，或它的文件已经清除。',
    en: 'There is no such import, or its file is gone.',
  },
  'people/import-is-reading': {
    status: 409,
    zh: '文件还在读取，请稍候。',
    en: 'The file is still being read; please wait.',
  },
  'people/import-is-unreadable': {
    status: 409,
    zh: '这份文件没有读成，请重新上传。',
    en: 'This file could not be read; please upload again.',
  },
  'people/import-is-ready': {
    status: 409,
    zh: '这次导入还没有提交。',
    en: 'This import has not been submitted yet.',
  },
  'people/import-is-proposed': {
    status: 409,
    zh: '这次导入已提交，正在等安全管理员批准。',
    en: 'This import has been submitted and waits for approval.',
  },
  'people/import-is-applied': {
    status: 409,
    zh: '这次导入已经完成。',
    en: 'This import has already been applied.',
  },
  'people/import-is-undone': { status: 409, zh: '这次导入已经撤销。', en: 'This import has been undone.' },
  'people/import-is-declined': { status: 409, zh: '这次导入已被退回。', en: 'This import was declined.' },
  'people/import-is-dropped': { status: 409, zh: '这次导入已经放弃。', en: 'This import was dropped.' },
  'people/import-stale': {
    status: 409,
    zh: '预览之后花名册有了改动，请重新读取再看一遍差异。',
    en: 'The roster has changed since the preview; read the file again and look at the difference.',
    kept: nothing,
  },
  'people/import-with-problems': {
    status: 409,
    zh: '还有 {n} 行有问题。改好再传，或勾选“跳过有问题的行”。',
    en: '{n} rows have problems. Correct and upload again, or tick “leave out rows with problems”.',
    kept: nothing,
  },
  'people/import-nothing': {
    status: 409,
    zh: '文件与花名册一致，没有什么要改。',
    en: 'The file agrees with the roster; there is nothing to change.',
  },
  'people/import-own': {
    status: 409,
    zh: '自己提交的导入要由另一个人批准。',
    en: 'An import is approved by somebody other than the one who submitted it.',
  },
  'people/import-touched': {
    status: 409,
    zh: '导入之后有 {n} 人又有改动（{names}），整体撤销会丢掉它们。请先撤销那些改动。',
    en: '{n} people were changed after the import ({names}); undoing it would lose that. Take those changes back first.',
    kept: nothing,
  },
  'people/import-in-use': {
    status: 409,
    zh: '导入的人已有账号或别处的记录（{names}），不能整体撤销。',
    en: 'People of this import have accounts or other records ({names}); it cannot be undone.',
    kept: nothing,
  },
  'people/import-unit-in-use': {
    status: 409,
    zh: '导入时建立的单位后来又有别的人或下属单位，不能整体撤销。',
    en: 'Units made by this import have since taken in other people or units; it cannot be undone.',
    kept: nothing,
  },
});

const None = z.object({});
const On = z.object({ on: z.iso.date() });
const Counts = z.object({ nNew: z.int(), nChanged: z.int(), nLeft: z.int(), nUnits: z.int() });

/** No names in facts: ids stand in the subject, counts in the data. */
export const peopleFacts = facts({
  'people/person-added': { zh: '花名册上新增了一人', en: 'A person was added to the roster', data: None },
  'people/person-changed': {
    zh: '更正了 {n} 项个人信息',
    en: '{n} particulars of a person were corrected',
    data: z.object({ n: z.int(), fields: z.array(z.string()) }),
  },
  'people/transferred': { zh: '自 {on} 起调动', en: 'A person was transferred as of {on}', data: On },
  'people/seconded': { zh: '自 {on} 起借调', en: 'A person was seconded as of {on}', data: On },
  'people/leave-granted': { zh: '自 {on} 起休假离岗', en: 'A person went on leave as of {on}', data: On },
  'people/returned': { zh: '{on} 返岗', en: 'A person returned on {on}', data: On },
  'people/departed': { zh: '{on} 离岗', en: 'A person left on {on}', data: On },
  'people/change-undone': {
    zh: '撤销了对一个人的最近一次改动',
    en: 'The last change to a person was taken back',
    data: None,
  },
  'people/unit-opened': { zh: '自 {on} 起设立单位', en: 'A unit was opened as of {on}', data: On },
  'people/unit-renamed': { zh: '自 {on} 起单位更名', en: 'A unit was renamed as of {on}', data: On },
  'people/unit-moved': { zh: '自 {on} 起单位改变隶属', en: 'A unit was moved as of {on}', data: On },
  'people/unit-placed': { zh: '自 {on} 起单位迁址', en: 'A unit moved to other rooms as of {on}', data: On },
  'people/unit-closed': { zh: '自 {on} 起撤销单位', en: 'A unit was closed as of {on}', data: On },
  'people/agencies-saved': {
    zh: '修改了原单位名单（{n} 个）',
    en: 'The list of legacy agencies was saved ({n})',
    data: z.object({ n: z.int() }),
  },
  'people/import-read': {
    zh: '读取了一份花名册文件（{n} 行）',
    en: 'A roster file was read ({n} rows)',
    data: z.object({ n: z.int() }),
  },
  'people/import-proposed': {
    zh: '提交了花名册导入，等安全管理员批准',
    en: 'A roster import was submitted for approval',
    data: None,
  },
  'people/import-declined': { zh: '退回了花名册导入', en: 'A roster import was declined', data: None },
  'people/import-dropped': { zh: '放弃了花名册导入', en: 'A roster import was dropped', data: None },
  'people/imported': {
    zh: '导入花名册：新增 {nNew} 人、变更 {nChanged} 人、离岗 {nLeft} 人、新建 {nUnits} 个单位',
    en: 'Roster imported: {nNew} new, {nChanged} changed, {nLeft} left, {nUnits} units made',
    data: Counts,
  },
  'people/import-undone': {
    zh: '整体撤销了花名册导入（{n} 人）',
    en: 'A roster import was undone ({n} people)',
    data: z.object({ n: z.int() }),
  },
  'people/exported': {
    zh: '导出了花名册（{n} 人）',
    en: 'The roster was exported ({n} people)',
    data: z.object({ n: z.int() }),
  },
  'people/sample-filled': {
    zh: '装入了示例局的花名册（{n} 人）',
    en: 'The sample roster was filled in ({n} people)',
    data: z.object({ n: z.int() }),
  },
});
