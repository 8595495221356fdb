import { describe, expect, test } from 'vitest';
import { hintsIn } from './hint.words.ts';

const words = (body: string) => hintsIn(body).map((hint) => hint.words);

describe('what a text seems to name, told to who writes it', () => {
  test('somebody by surname and title, as colleagues call each other, or by a name after “叫”', () => {
    expect(words('希望王科长少开会，李建国副局长多下来')).toEqual(['王科长', '李建国副局长']);
    expect(words('老张、小李都累，问问赵局')).toEqual(['老张', '小李', '赵局']);
    expect(words('欧阳主任懂，他叫白晓苇')).toEqual(['欧阳主任', '他叫白晓苇']);
    expect(words('Ask Director Wang')).toEqual(['Director Wang']);
  });
  test('numbers that staff and telephones go by; what only one person could say', () => {
    expect(hintsIn('打13800001234，工号LC0012，我是全局唯一的')).toEqual([
      { kind: 'number', words: '13800001234' },
      { kind: 'number', words: '工号LC0012' },
      { kind: 'self', words: '我是全局' },
      { kind: 'self', words: '唯一' },
    ]);
  });
  test('titles without a name, and words that only look like one, name nobody', () => {
    for (const body of [
      '希望局长、科长多听听一线的话',
      '分管副局长每季度来一次，办公室主任牵头',
      '多办培训，少填表；高科技手段、检测设备更新',
      '老师傅带新人，小组讨论，小时候',
      '小于五人的科室不要单独统计',
      '许多处室忙闲不均，大局面前要团结',
      'Fewer forms, more training.',
    ])
      expect([body, words(body)]).toEqual([body, []]);
  });
});
