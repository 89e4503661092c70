import { strToU8, unzipSync, zipSync, type ZipOptions } from 'fflate';

/** The first time that a zip file can state; in local parts, as the format has no time zones. */
const WITHOUT_TIME = new Date(1980, 0, 1);

/** Files as one zip archive: equal files in equal order give equal bytes, whenever and wherever. */
export function zipArchive(files: Readonly<Record<string, Uint8Array | string>>): Uint8Array {
  const options: ZipOptions = { mtime: WITHOUT_TIME, level: 6 };
  return zipSync(
    Object.fromEntries(
      Object.entries(files).map(([path, content]) => [
        path,
        [typeof content === 'string' ? strToU8(content) : content, options],
      ]),
    ),
  );
}

/** The files of an archive that this process has made itself. */
export function openArchive(bytes: Uint8Array): Record<string, Uint8Array> {
  return unzipSync(bytes);
}
