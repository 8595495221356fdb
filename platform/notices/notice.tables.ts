import type { Saying } from '../contract/index.ts';

export type ChannelKind = 'smtp' | 'wecom' | 'dingtalk' | 'feishu' | 'webhook';

export interface NoticeTables {
  'platform.notice': {
    bureau_id: string;
    account_id: string;
    notice_id: string;
    topic: string;
    key: string;
    text: Saying;
    address: string;
    made_at: string;
    seen_at: string | null;
  };
  'platform.notice_choice': {
    bureau_id: string;
    account_id: string;
    topics_off: string[];
    quiet_from: number;
    quiet_to: number;
  };
  'platform.channel': {
    bureau_id: string;
    channel_id: string;
    kind: ChannelKind;
    name: string;
    topics: string[];
    sealed: string;
    quiet_from: number;
    quiet_to: number;
    made_at: string;
  };
  'platform.message': {
    bureau_id: string;
    message_id: string;
    channel_id: string;
    topic: string;
    key: string;
    text: Saying;
    address: string;
    state: 'waiting' | 'sent' | 'dead';
    attempts: number;
    due_at: string;
    sent_at: string | null;
    failure: string | null;
  };
  'platform.account': {
    bureau_id: string;
    account_id: string;
    name: string;
    person_id: string | null;
    roles: string[];
    disabled_at: string | null;
  };
}
