/** Who gets a seat: first come, first served, and whoever waits moves up in order. */
import type { RegistrationState } from './registration.contract.ts';

export interface Seat {
  personId: string;
  state: RegistrationState;
  place: number;
}

const inState = (seats: readonly Seat[], state: RegistrationState): Seat[] =>
  seats.filter((seat) => seat.state === state).toSorted((a, b) => a.place - b.place);

/** Seats not taken; null: as many as come. Never negative: nobody loses a seat when there come to be fewer. */
export const freeSeats = (seats: readonly Seat[], capacity: number | null): number | null =>
  capacity === null ? null : Math.max(0, capacity - inState(seats, 'in').length);

/** A newcomer never overtakes somebody who waits. */
export function stateOnJoining(seats: readonly Seat[], capacity: number | null): 'in' | 'waiting' {
  const free = freeSeats(seats, capacity);
  return free === null || free > inState(seats, 'waiting').length ? 'in' : 'waiting';
}

/** Those waiting who now have a seat, in the order in which they came. */
export const nextUp = (seats: readonly Seat[], capacity: number | null): Seat[] =>
  inState(seats, 'waiting').slice(0, freeSeats(seats, capacity) ?? seats.length);

/** The last place in the queue: who withdraws and comes again begins anew. */
export const nextPlace = (seats: readonly Seat[]): number =>
  seats.reduce((most, { place }) => Math.max(most, place), 0) + 1;

/** A person's place among those of the same state, from 1; null for a seat or none. */
export function placeOf(seats: readonly Seat[], personId: string): number | null {
  const own = seats.find((seat) => seat.personId === personId);
  if (!own || own.state === 'in' || own.state === 'withdrawn') return null;
  return inState(seats, own.state).findIndex((seat) => seat.personId === personId) + 1;
}
