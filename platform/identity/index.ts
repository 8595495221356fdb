export { identityFacts, identityRefusals } from './identity.contract.ts';
export {
  listAccounts,
  listBureaus,
  lockSetUp,
  removeSampleBureau,
  type AccountRow,
} from './identity.data.ts';
export { identityRoutesOn, leave, type IdentityGround } from './identity.routes.ts';
export { openAccounts, type IssuedCode, type NewAccount } from './account.work.ts';
export { openSession, sessionFinder } from './identity.work.ts';
export { newCode } from './password.ts';
export { foundBureau } from './setup.work.ts';
export { throttle } from './throttle.ts';
