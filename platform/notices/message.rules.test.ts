import { describe, expect, test } from 'vitest';
import {
  afterOthers,
  deliveryOf,
  digest,
  dingtalkSign,
  feishuSign,
  isAllowedHost,
  nextTryAfter,
  postOf,
  refusedBy,
  webhookSign,
} from './message.rules.ts';
import { afterQuiet, isQuiet, usualQuiet } from './quiet.rules.ts';

const secret = `SECtest${'0'.repeat(60)}`;
const at = (text: string): number => Date.parse(`${text}+08:00`);

describe('signatures', () => {
  test('are those the robots reckon', () => {
    expect(dingtalkSign(1_600_000_000_000, secret)).toBe('BxkLZ+Qr6001RwpWR1ptOzvFTzhGWzn7Tpwq0/4jlls=');
    expect(feishuSign(1_600_000_000, secret)).toBe('fyUBixE4x5TNpMX4aoIPEs6TPl7aO1rGPrWB9jb1k4g=');
    expect(webhookSign(1_600_000_000, '{}', 'key')).toMatch(/^v1=[0-9a-f]{64}$/);
  });

  test('stand in DingTalk’s address, encoded', () => {
    const channel = {
      kind: 'dingtalk',
      address: 'https://oapi.dingtalk.com/robot/send?access_token=T',
      secret,
    } as const;
    const { address } = postOf(
      channel,
      { heading: '提醒', markdown: '###', lines: [] },
      { atMs: 1_600_000_000_000, delivery: '' },
    );
    expect(address).toContain(
      'access_token=T&timestamp=1600000000000&sign=BxkLZ%2BQr6001RwpWR1ptOzvFTzhGWzn7Tpwq0%2F4jlls%3D',
    );
  });
});

describe('a digest', () => {
  test('says what did not fit', () => {
    const lines = Array.from({ length: 200 }, (_, n) => ({
      text: `第${n}项任务到期`,
      link: 'https://wenrong.example/plan',
    }));
    const text = digest('提醒', lines);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(4096);
    const shown = text.split('\n').length - 2;
    expect(text).toContain(`另有 ${200 - shown} 条`);
  });

  test('for Feishu stays below its 20 KB', () => {
    const lines = Array.from({ length: 500 }, (_, n) => ({
      text: `第${n}项任务`,
      link: 'https://wenrong.example/plan',
    }));
    const channel = { kind: 'feishu', address: 'https://open.feishu.cn/hook', secret } as const;
    const { body } = postOf(
      channel,
      { heading: '提醒', markdown: '', lines },
      { atMs: 1_600_000_000_000, delivery: '' },
    );
    expect(Buffer.byteLength(body)).toBeLessThan(20_000);
    expect(body).toMatch(/另有 \d+ 条/);
  });

  test('has a name that only the same messages have', () => {
    expect(deliveryOf(['a', 'b'])).toBe(deliveryOf(['a', 'b']));
    expect(deliveryOf(['a'])).not.toBe(deliveryOf(['a', 'b']));
  });

  test('cannot be made to mention or link by a title', () => {
    expect(digest('提醒', [{ text: '<@all> [点我](http://x)', link: '' }])).not.toMatch(/[^\\][<@[]/);
  });
});

describe('a robot’s answer', () => {
  test('is a no where its body says so', () => {
    expect(refusedBy('wecom', 200, '{"errcode":0,"errmsg":"ok"}')).toBeNull();
    expect(refusedBy('wecom', 200, '{"errcode":45009,"errmsg":"limit"}')).toBe('code 45009');
    expect(refusedBy('webhook', 204, '')).toBeNull();
    expect(refusedBy('webhook', 500, '')).toBe('HTTP 500');
  });
});

describe('where messages may go', () => {
  test('to the makers’ own hosts by https, and to hosts named in the settings', () => {
    const wecom = (address: string) => ({ kind: 'wecom', address }) as const;
    expect(isAllowedHost(wecom('https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=K'), [])).toBe(true);
    expect(isAllowedHost(wecom('http://qyapi.weixin.qq.com/'), [])).toBe(false);
    expect(isAllowedHost(wecom('https://oapi.dingtalk.com/'), [])).toBe(false);
    expect(isAllowedHost(wecom('http://127.0.0.1:9/'), [])).toBe(false);
    expect(isAllowedHost(wecom('http://127.0.0.1:9/'), ['127.0.0.1:9'])).toBe(true);
    expect(isAllowedHost(wecom('file:///etc/passwd'), [''])).toBe(false);
    expect(isAllowedHost(wecom('not an address'), [])).toBe(false);
  });
});

describe('rest', () => {
  test('lasts from 21:00 to 08:00', () => {
    expect(isQuiet(usualQuiet, at('2020-09-01T20:59'))).toBe(false);
    expect(isQuiet(usualQuiet, at('2020-09-01T21:00'))).toBe(true);
    expect(isQuiet(usualQuiet, at('2020-09-02T07:59'))).toBe(true);
    expect(afterQuiet(usualQuiet, at('2020-09-01T23:30'))).toBe(at('2020-09-02T08:00'));
    expect(afterQuiet(usualQuiet, at('2020-09-02T03:10'))).toBe(at('2020-09-02T08:00'));
    expect(afterQuiet(usualQuiet, at('2020-09-01T12:00'))).toBe(at('2020-09-01T12:00'));
    expect(isQuiet({ from: 0, to: 0 }, at('2020-09-01T23:30'))).toBe(false);
  });
});

describe('limits', () => {
  test('twenty a minute, the next when the first of them is a minute old', () => {
    const now = at('2020-09-01T12:00');
    const sent = Array.from({ length: 20 }, (_, n) => now - 30_000 + n * 1000);
    expect(afterOthers(sent.slice(1), now)).toBe(now);
    expect(afterOthers(sent, now)).toBe(now + 30_000);
  });

  test('eight tries, each later than the last', () => {
    const pauses = [1, 2, 3, 4, 5, 6, 7, 8].map(nextTryAfter);
    expect(pauses).toEqual([60, 120, 240, 480, 960, 1920, 3840, null].map((s) => s && s * 1000));
  });
});
