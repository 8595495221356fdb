export {
  ballotWarning,
  isOfThisMachine,
  openNetworkWarning,
  readConfig,
  SETTINGS,
  type Config,
  type Environment,
  type LogLevel,
} from './settings.ts';
export { settingsPage } from './settings-page.ts';
export {
  listenRefusal,
  refuseToStart,
  StartupRefusal,
  startupRefusal,
  type StartupCode,
  type StartupFacts,
} from './startup-refusal.ts';
