/**
 * What a person's device does in a survey, by the client of `modules/ballot/web`, bundled and handed to a real
 * browser: what it keeps lies in that browser's own storage, and its requests are the browser's.
 */
import { splitTexts } from '#modules/survey/answers.rules.ts';
import type { Answers } from '#modules/survey/answers.contract.ts';
import type { AnswerForm, SurveyView } from '#modules/survey/survey-life.contract.ts';
import type { PollView } from '#modules/ballot/poll.contract.ts';
import { check, fetchBulletin, fetchManifest, prepareBallot, send } from '#modules/ballot/web/cast.ts';
import { deviceShelf } from '#modules/ballot/web/shelf.ts';
import { draw, open, takeAlong, takeIn, whyNotDraw, type KeptToken } from '#modules/ballot/web/token.ts';
import { shareTallyKey, toB64, utf8, type Receipt, type SignedManifest } from '#engines/ballots/index.ts';

export interface Device {
  /** Three shares and the public key, as trustees make them. */
  tallyKey(): Promise<{ publicKey: string; shares: string[] }>;
  /** Draws a token for ratings and one for texts; pinned is the hash on the notice. Answers them as a file's text. */
  drawAll(view: SurveyView, asked: { pin: string; phrase: string; pinned: string }): Promise<string>;
  /** Whether the tokens lie in this browser. */
  holds(view: SurveyView, pin: string): Promise<boolean>;
  /** Takes in the file and casts both ballots. */
  castAll(form: AnswerForm, asked: { file: string; phrase: string; answers: Answers }): Promise<Receipt[]>;
  checkAll(form: AnswerForm, asked: { bureauId: string; receipts: Receipt[] }): Promise<string[]>;
}

const pollsOf = ({ ratings, texts }: SurveyView): PollView[] =>
  [ratings, texts].filter((poll) => poll !== null);

const device: Device = {
  async tallyKey() {
    const key = await shareTallyKey();
    return { publicKey: toB64(key.public), shares: key.shares.map(toB64) };
  },
  async drawAll(view, { pin, phrase, pinned }) {
    const shelf = await deviceShelf();
    const files: string[] = [];
    for (const poll of pollsOf(view)) {
      const fault = await whyNotDraw(poll, poll.id === view.ratings!.id ? pinned : undefined);
      if (fault) throw new Error(fault);
      const kept = await draw({ bureauId: view.bureauId, poll, pin, shelf });
      files.push(await takeAlong(kept, phrase));
    }
    return files.join('\n');
  },
  async holds(view, pin) {
    const shelf = await deviceShelf();
    const kept = await Promise.all(pollsOf(view).map(({ id }) => open(id, pin, shelf)));
    return shelf.lasting && kept.every((one) => one !== null);
  },
  async castAll({ questionnaire }, { file, phrase, answers }) {
    const { rated, texts } = splitTexts(questionnaire, answers);
    const receipts: Receipt[] = [];
    for (const [i, text] of file.split('\n').entries()) {
      const kept = (await takeIn(text, phrase)) as KeptToken;
      const signed = (await fetchManifest(kept))!;
      const ballot = await prepareBallot(signed, kept, utf8(JSON.stringify(i === 0 ? rated : texts)));
      receipts.push(await send(signed, kept, ballot));
    }
    return receipts;
  },
  async checkAll({ ratings, texts }, { bureauId, receipts }) {
    const said: string[] = [];
    for (const receipt of receipts) {
      const signed = (receipt.pollId === ratings.manifest.pollId ? ratings : texts) as SignedManifest;
      const { ballotOrigin, pollId } = signed.manifest;
      const bulletin = await fetchBulletin({ bureauId, ballotOrigin, pollId });
      const checked = await check(receipt, bulletin, signed);
      said.push(`${checked.receipt} ${checked.proved} ${checked.faults.length}`);
    }
    return said;
  },
};

Object.assign(globalThis, { device });
