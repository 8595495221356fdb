/**
 * Loaded into the server before anything else (`NODE_OPTIONS=--import …`): its clock runs DAYS_AHEAD days
 * ahead of the machine's, so that a journey need not wait for tomorrow. Nothing of the product knows of it.
 */
const ahead = Number(process.env['DAYS_AHEAD'] ?? 0) * 86_400_000;
const ActualDate = Date;

class LaterDate extends ActualDate {
  constructor(...given: readonly unknown[]) {
    if (given.length === 0) super(ActualDate.now() + ahead);
    else super(...(given as [number]));
  }

  static override now(): number {
    return ActualDate.now() + ahead;
  }
}

globalThis.Date = LaterDate as DateConstructor;
