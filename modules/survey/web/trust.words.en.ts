import type { zh } from './trust.words.zh.ts';

export const en = {
  'trust.heading': 'Trustees: {title}',
  'trust.lead':
    'Answers are sealed to a tally key. It is cut into three shares, one for each trustee; two of them open the box, one opens nothing.',
  'trust.make': 'Make and share the tally key',
  'trust.make.what':
    'All three trustees should sit at this computer. The key is made in this page and never reaches the server; each looks at the own share only and takes it along.',
  'trust.share': 'Share {n}: for {name}',
  'trust.show': 'Show',
  'trust.hide': 'Taken; cover it',
  'trust.took': '{name} has taken the own share',
  'trust.register': 'All three are taken: register the public key',
  'trust.print': 'Print the three (a page each)',
  'trust.registered': 'The tally key is shared out; its three shares are with the trustees alone.',
  'trust.give': 'Give my share',
  'trust.give.label': 'Share (44 characters, or the text of its code)',
  'trust.given': '{name}: given',
  'trust.notgiven': '{name}: not given',
  'trust.opening': 'The box is being opened',
  'trust.open': 'Open the box',
  'trust.openword': 'open',
  'trust.not': 'You are no trustee of this survey.',
  'trust.later':
    'Once complaints are over (until {until}), two trustees give their shares and the box is opened.',
  'trust.anew': 'Make and share it anew (until all three have confirmed)',
  'trust.confirm': 'I hold my share',
  'trust.confirm.what':
    'Each types the own share here to show that it arrived. It does not leave this page, only its hash does; nothing is signed before all three have confirmed.',
  'trust.confirm.unread': 'This is no share; compare it with your copy.',
  'trust.confirm.done': 'Confirmed',
  'trust.confirmed': '{name}: holds the own share',
  'trust.unconfirmed': '{name}: has not confirmed yet',
  'trust.wrong': '{name}: gave one that does not fit; it is not used',
} as const satisfies Record<keyof typeof zh, string>;
