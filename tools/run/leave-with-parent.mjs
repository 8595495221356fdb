// Preloaded: ends the program when the launcher that started it is gone, be it by SIGKILL.

const launcher = Number(process.env.LEAVE_WITH);

// Workers of the program inherit the preload, but it is not for them to watch the launcher.
if (process.ppid === launcher) {
  setInterval(() => {
    if (process.ppid !== launcher) process.kill(process.pid, 'SIGTERM');
  }, 300).unref();
}
