import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '#platform/db/uuid.ts';
import { listFacts } from '#platform/ledger/index.ts';
import { aSampleBureau } from '#modules/people/people.fixtures.ts';
import { openTestHouse, type Caller, type TestHouse } from '#root/tools/testing/house.ts';
import { aHeldActivity, type HeldActivity } from './held.fixtures.ts';
import { photoRoutes, type PhotoConsent } from './photo.contract.ts';

let world: TestHouse;
let bureauId: string;
let office: Caller;
/** Two who take part, and one who does not. */
let [one, two, stranger]: Caller[] = [];
let held: HeldActivity;
beforeAll(async () => {
  world = await openTestHouse('photo');
  world.setClock('2026-11-23T01:00:00Z');
  bureauId = await aSampleBureau(world);
  office = await world.signIn(bureauId, 'office');
  held = await aHeldActivity(world, bureauId);
  const as = (person: number) => world.signIn(bureauId, 'staff', held.people[person]!.personId);
  [one, two, stranger] = [await as(25), await as(26), await as(60)];
});
afterAll(() => world.close());
beforeEach(async () => {
  held = await aHeldActivity(world, bureauId);
  for (const somebody of [one!, two!]) await want(somebody, 'unknown');
});

let shade = 0;
/** As a phone sends it: on its side, with the place it was taken at. No two are alike. */
const aPhoto = () =>
  sharp({ create: { width: 300, height: 200, channels: 3, background: { r: ++shade % 256, g: 90, b: 30 } } })
    .withExif({ IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '37/1 51/1 0/1' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
const upload = async (bytes: Uint8Array, { by = office, uploadId = newId(), name = 'IMG_0001.JPG' } = {}) =>
  by.call(photoRoutes.addPhoto, {
    params: { activityId: held.activityId },
    body: { uploadId },
    file: { name, bytes },
  });
const added = async (): Promise<string> => (await upload(await aPhoto())).body.photoId;
const album = async (by = office) =>
  (await by.call(photoRoutes.listPhotos, { params: { activityId: held.activityId } })).body;
const seen = async (by: Caller) => (await album(by)).photos.map(({ id }) => id);
const image = (by: Caller, photoId: string, size: 'large' | 'thumb' = 'large') =>
  by.call(photoRoutes.readPhoto, { params: { photoId, size } });
const want = (by: Caller, consent: PhotoConsent) =>
  by.call(photoRoutes.setPhotoConsent, { body: { consent } });
const tag = (photoId: string, somebody: Caller, by = office) =>
  by.call(photoRoutes.tagPerson, { params: { photoId, personId: somebody.who.personId! } });
const describeIt = (photoId: string, caption: string, allTagged: boolean, by = office) =>
  by.call(photoRoutes.describePhoto, { params: { photoId }, body: { caption, allTagged } });
const askDown = (photoId: string, by: Caller) => by.call(photoRoutes.askPhotoDown, { params: { photoId } });
const remove = (photoId: string, by = office) => by.call(photoRoutes.removePhoto, { params: { photoId } });
const facts = (photoId: string) =>
  world.act(bureauId, (act) => listFacts(act.db, { subject: `photo/${photoId}`, limit: 10 }));

describe('adding photos', () => {
  test('what comes back is upright and holds no place, in both sizes', async () => {
    const photoId = await added();
    for (const size of ['large', 'thumb'] as const) {
      const { bytes, headers } = await image(office, photoId, size);
      expect(headers['content-type']).toBe('image/jpeg');
      expect(headers['cache-control']).toBe('no-store');
      const { width, height, exif } = await sharp(bytes).metadata();
      expect([width, height, exif]).toEqual([200, 300, undefined]);
    }
  });

  test('the same upload again, also at the same time, adds nothing', async () => {
    const [bytes, uploadId] = [await aPhoto(), newId()];
    const twice = await Promise.all([upload(bytes, { uploadId }), upload(bytes, { uploadId })]);
    const again = await upload(bytes, { uploadId });
    expect(new Set([...twice, again].map(({ body }) => body.photoId)).size).toBe(1);
    expect((await album()).photos).toHaveLength(1);
  });

  test('junk under a photo’s name is refused in a sentence, and nothing is kept', async () => {
    const { status, body } = await upload(Buffer.from('PK\x03\x04'), { name: '合影.jpg' });
    expect([status, body]).toMatchObject([415, { code: 'picture/type' }]);
    expect((await album()).photos).toEqual([]);
  });

  test('is for organisers; staff and other chiefs cannot', async () => {
    const chief = await world.signIn(bureauId, 'unit-head', held.people[70]!.personId);
    expect((await upload(await aPhoto(), { by: chief })).body).toMatchObject({
      code: 'activity/not-organiser',
    });
    expect((await upload(await aPhoto(), { by: one! })).status).toBe(403);
  });
});

describe('who sees a photo', () => {
  test('those who take part, until everybody on it is named and agrees; then the bureau', async () => {
    const photoId = await added();
    expect([await seen(one!), await seen(stranger!)]).toEqual([[photoId], []]);
    expect((await image(stranger!, photoId)).body).toMatchObject({ code: 'activity/no-photo' });
    await tag(photoId, one!);
    await describeIt(photoId, '合练间隙', true);
    expect(await seen(stranger!)).toEqual([]);
    await want(one!, 'yes');
    expect(await seen(stranger!)).toEqual([photoId]);
    expect((await image(stranger!, photoId)).status).toBe(200);
    await want(one!, 'unknown');
    expect(await seen(stranger!)).toEqual([]);
  });

  test('nobody but organisers, once one person on it does not want it', async () => {
    const photoId = await added();
    await tag(photoId, one!, one!);
    await want(one!, 'no');
    expect([await seen(one!), await seen(two!)]).toEqual([[], []]);
    expect((await image(two!, photoId)).body).toMatchObject({ code: 'activity/no-photo' });
    expect((await album()).photos).toMatchObject([{ id: photoId, audience: 'organisers' }]);
  });

  test('who is on it is shown to organisers alone; everybody else learns only whether they are', async () => {
    const photoId = await added();
    await tag(photoId, one!);
    expect((await album()).photos[0]!.people).toMatchObject([
      { personId: one!.who.personId, consent: 'unknown' },
    ]);
    expect((await album(one!)).photos[0]).toMatchObject({ meOnIt: true, people: [], audience: null });
    expect((await album(two!)).photos[0]).toMatchObject({ meOnIt: false, people: [] });
    expect((await album(two!)).taggable).toEqual([]);
  });

  test('staff name themselves on a photo, and nobody else', async () => {
    const photoId = await added();
    expect((await tag(photoId, two!, one!)).body).toMatchObject({ code: 'activity/not-oneself' });
    expect((await tag(photoId, one!, one!)).status).toBe(200);
    const params = { photoId, personId: one!.who.personId! };
    expect((await two!.call(photoRoutes.untagPerson, { params })).status).toBe(403);
    expect((await one!.call(photoRoutes.untagPerson, { params })).status).toBe(200);
    expect((await album()).photos[0]!.people).toEqual([]);
  });
});

describe('taking down', () => {
  test('hides the photo at once for everybody, without a reason and without a name', async () => {
    const photoId = await added();
    await askDown(photoId, one!);
    expect([await seen(one!), await seen(two!)]).toEqual([[], []]);
    expect((await album()).photos).toMatchObject([{ id: photoId, askedDown: true, audience: 'organisers' }]);
    expect((await facts(photoId)).map(({ kind }) => kind)).toEqual(['activity/photo-added']);
    expect((await remove(photoId, two!)).body).toMatchObject({ code: 'activity/no-photo' });
  });

  test('ends with the file gone, and a fact that voids the photo’s', async () => {
    const photoId = await added();
    await askDown(photoId, one!);
    await remove(photoId);
    expect((await image(office, photoId)).body).toMatchObject({ code: 'activity/no-photo' });
    const [removed, first] = await facts(photoId);
    expect(removed).toMatchObject({ kind: 'activity/photo-removed', voids: first!.factId });
    const left = await world.database.owner(async (client) => {
      await client.query("select set_config('app.bureau', $1, false)", [bureauId]);
      return client.query('select 1 from platform.file where name = $1', [`${photoId}.jpg`]);
    });
    expect(left.rowCount).toBe(0);
  });

  test('leaves the file where another photo is made of the same bytes', async () => {
    const bytes = await aPhoto();
    const first = (await upload(bytes)).body.photoId;
    const second = (await upload(bytes)).body.photoId;
    await remove(first);
    expect((await image(office, second)).status).toBe(200);
    expect((await image(office, second, 'thumb')).status).toBe(200);
  });

  test('may be decided the other way: the photo is shown again', async () => {
    const photoId = await added();
    await askDown(photoId, one!);
    await office.call(photoRoutes.putPhotoBack, { params: { photoId } });
    expect(await seen(two!)).toEqual([photoId]);
  });
});
