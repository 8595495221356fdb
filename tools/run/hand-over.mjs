// Runs a program in our place: signals reach it, and it does not outlive us.

import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { delimiter } from 'node:path';

import { inRoot, pinnedNode, root } from './ground.mjs';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const LOOK_EVERY_MS = 300;
const PATIENCE_MS = 40_000;

/** Ends with the program's own exit code. */
export async function handOver(args, options) {
  process.exit(await run(args, options));
}

/**
 * Runs the pinned Node with `args` and answers its exit code. A program that
 * `watchesUs` leaves by itself when the channel to us closes; others load a
 * small watcher for it.
 */
export function run(args, { watchesUs = false } = {}) {
  const watcher = watchesUs ? [] : ['--import', new URL('leave-with-parent.mjs', import.meta.url).href];
  const child = spawn(pinnedNode(), [...watcher, ...args], {
    cwd: root,
    stdio: ['inherit', 'inherit', 'inherit', ...(watchesUs ? ['ipc'] : [])],
    env: {
      ...process.env,
      PATH: inRoot('node_modules/.bin') + delimiter + process.env.PATH,
      LEAVE_WITH: String(process.pid),
      // Some 700 sources less to strip and compile: a later start takes a third less processor time.
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? inRoot('.cache/compile'),
    },
  });
  const letGo = passSignals(child);
  return new Promise((resolve) => {
    child.on('error', (error) => {
      console.error(error.message);
      resolve(1);
    });
    child.on('exit', (code, signal) => {
      letGo();
      resolve(code ?? 128 + constants.signals[signal]);
    });
  });
}

function passSignals(child) {
  const end = (signal) => {
    child.kill(signal);
    setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS).unref();
  };
  const pass = (signal) => {
    // From a terminal Ctrl-C reaches the whole group, the child included.
    if (signal !== 'SIGINT' || !process.stdin.isTTY) end(signal);
  };
  for (const signal of SIGNALS) process.on(signal, pass);
  // npm and its shell do not pass SIGTERM on: when they are gone, so are we.
  const parent = process.ppid;
  const look = setInterval(() => {
    if (process.ppid !== parent) end('SIGTERM');
  }, LOOK_EVERY_MS);
  return () => {
    clearInterval(look);
    for (const signal of SIGNALS) process.off(signal, pass);
  };
}
