// Reads what criterion measured of core, from the folder where it leaves its estimates.

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** One entry a bench: its name, how many rows it had, and the median in nanoseconds. */
export async function coreFigures(folder) {
  const paths = await readdir(folder, { recursive: true }).catch(() => []);
  const measured = paths.filter((path) => path.endsWith(join("new", "estimates.json")));
  const figures = await Promise.all(
    measured.map(async (path) => {
      const { median } = JSON.parse(await readFile(join(folder, path), "utf8"));
      const {
        group_id: group,
        function_id: name,
        value_str: rows,
      } = JSON.parse(await readFile(join(folder, path, "../benchmark.json"), "utf8"));
      return { name: [group, name].filter(Boolean).join(": "), rows: Number(rows), nanoseconds: median.point_estimate };
    }),
  );
  return figures.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.rows - b.rows));
}
