import { resolve } from 'node:path';

import { describe, expect, test } from 'vitest';

import {
  ballotWarning,
  openNetworkWarning,
  readConfig,
  SETTINGS,
  settingsPage,
  StartupRefusal,
  type Environment,
} from './index.ts';

function refusal(environment: Environment): StartupRefusal {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof StartupRefusal) return error;
    throw error;
  }
  throw new Error('was accepted');
}

describe('settings', () => {
  test('nothing set gives the defaults', () => {
    expect(readConfig({ HOME: '/root', WENRONG_PORT: '' })).toEqual({
      dataFolder: resolve('.data'),
      port: 7030,
      host: '127.0.0.1',
      databaseUrl: undefined,
      basePath: '/',
      logLevel: 'info',
      ballotPort: 7032,
      ballotOrigin: '',
      messageHosts: [],
      publicAddress: '',
    });
  });

  test('the example of every setting is accepted', () => {
    const examples = Object.values(SETTINGS).map(({ name, example }) => [name, example]);
    expect(readConfig(Object.fromEntries(examples) as Environment)).toMatchObject({
      port: 8080,
      logLevel: 'warn',
    });
  });

  test('the base path ends with a slash however it was written', () => {
    expect(readConfig({ WENRONG_BASE_PATH: '/culture/wenrong' }).basePath).toBe('/culture/wenrong/');
  });

  test.each([
    ['WENRONG_PORT', '70300'],
    ['WENRONG_PORT', '-1'],
    ['WENRONG_PORT', '7030x'],
    ['WENRONG_HOST', 'http://127.0.0.1'],
    ['WENRONG_HOST', '1.2.3.4/24'],
    ['WENRONG_DATA', '~/wenrong'],
    ['WENRONG_BASE_PATH', 'wenrong'],
    ['WENRONG_BASE_PATH', '/a/../b'],
    ['WENRONG_BASE_PATH', '//evil.example'],
    ['WENRONG_LOG', 'verbose'],
    ['WENRONG_BALLOT_PORT', '70300'],
    ['WENRONG_BALLOT_ORIGIN', 'https://ballot.example/'],
    ['DATABASE_URL', 'mysql://a:b@c/d'],
    ['DATABASE_URL', 'postgres://host/'],
  ])('%s=%s is refused by name, in both languages', (name, value) => {
    const { message, code } = refusal({ [name]: value });
    const lines = message.split('\n');
    expect(code).toBe('config/invalid');
    expect(lines).toHaveLength(2);
    for (const line of lines) expect(line).toContain(name);
  });

  test('the ballot box needs a port of its own; where the system chooses both, it has one', () => {
    expect(refusal({ WENRONG_PORT: '7032' }).code).toBe('config/one-port-twice');
    expect(readConfig({ WENRONG_PORT: '0', WENRONG_BALLOT_PORT: '0' })).toMatchObject({
      port: 0,
      ballotPort: 0,
    });
  });

  test('all problems are told at once', () => {
    const { reasons } = refusal({ WENRONG_PORT: 'x', WENRONG_LOG: 'y', WENRONG_PROT: '1' });
    expect(reasons.map(({ code }) => code)).toEqual(['config/unknown', 'config/invalid', 'config/invalid']);
  });

  test('a misspelt name is refused with the likely one', () => {
    expect(refusal({ WENRONG_PROT: '8080' }).message).toContain('did you mean WENRONG_PORT?');
    expect(refusal({ WENRONG_BASEPATH: '/a' }).message).toContain('did you mean WENRONG_BASE_PATH?');
  });

  test('a password never appears in a message', () => {
    expect(refusal({ DATABASE_URL: 'postgres://me:hush:hush@/' }).message).not.toContain('hush');
  });

  test('the page of settings names every one', () => {
    for (const { name } of Object.values(SETTINGS)) expect(settingsPage()).toContain(`\`${name}\``);
  });
});

test('serving other machines without encryption is said aloud, serving this one is not', () => {
  for (const host of ['127.0.0.1', 'localhost', '::1']) expect(openNetworkWarning({ host })).toBeNull();
  for (const host of ['0.0.0.0', '::', '10.1.2.3', 'lanchuan'])
    expect(openNetworkWarning({ host })?.en).toContain('plain HTTP');
});

test('where others are served, a ballot box that their browsers cannot find is said aloud', () => {
  const told = (environment: Environment) => ballotWarning(readConfig(environment))?.en;
  expect(told({})).toBeUndefined();
  expect(told({ WENRONG_ADDRESS: 'http://127.0.0.1:7030/' })).toBeUndefined();
  const address = { WENRONG_ADDRESS: 'https://wenrong.example/' };
  expect(told(address)).toContain('WENRONG_BALLOT_ORIGIN');
  expect(told({ WENRONG_HOST: '0.0.0.0' })).toContain('WENRONG_BALLOT_ORIGIN');
  expect(told({ ...address, WENRONG_BALLOT_ORIGIN: 'https://ballot.example' })).toBeUndefined();
});
