/** Where sealed tokens lie on this device: IndexedDB, or memory where the browser forbids storage. */
export interface Shelf {
  get(name: string): Promise<string | null>;
  put(name: string, sealed: string): Promise<void>;
  remove(name: string): Promise<void>;
  /** Memory is gone with the page: the holder should take the token along. */
  readonly lasting: boolean;
}

export function memoryShelf(): Shelf {
  const kept = new Map<string, string>();
  return {
    lasting: false,
    get: async (name) => kept.get(name) ?? null,
    put: async (name, sealed) => void kept.set(name, sealed),
    remove: async (name) => void kept.delete(name),
  };
}

const storeName = 'tokens';

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('storage')));
  });

async function openDevice(): Promise<IDBDatabase> {
  const opening = indexedDB.open('wenrong-ballot', 1);
  opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore(storeName));
  return done(opening);
}

export async function deviceShelf(): Promise<Shelf> {
  try {
    const database = await openDevice();
    const store = (mode: IDBTransactionMode) => database.transaction(storeName, mode).objectStore(storeName);
    return {
      lasting: true,
      get: async (name) => ((await done(store('readonly').get(name))) as string | undefined) ?? null,
      put: async (name, sealed) => void (await done(store('readwrite').put(sealed, name))),
      remove: async (name) => void (await done(store('readwrite').delete(name))),
    };
  } catch {
    return memoryShelf();
  }
}
