import { stopStores } from './store-servers';

export default async function globalTeardown(): Promise<void> {
  await stopStores();
}
