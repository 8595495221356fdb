/** Tells people: lines in the page for one account, digests to groups through channels. */
export { announce, deliverJob, notify, type Notice, type Whom } from './notice.work.ts';
export { type Outside } from './channel.work.ts';
export { deadlinesDaily, deadlineTopics, tellDeadlines } from './deadlines.work.ts';
export { deliver } from './deliver.work.ts';
export { noticeFacts, noticeRefusals, type TopicTable } from './notice.contract.ts';
