// Reads criterion's estimates for core from its output folder.

import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";

/**
 * One figure per benchmark: its name, the number of rows, and the median in nanoseconds. `measured` is the time of the
 * latest one, since criterion keeps the estimates of earlier runs.
 */
export async function coreFigures(folder) {
  const paths = await readdir(folder, { recursive: true }).catch(() => []);
  const estimates = paths
    .filter((path) => path.endsWith(join("new", "estimates.json")))
    .map((path) => join(folder, path));
  const figures = await Promise.all(estimates.map(readFigure));
  const times = await Promise.all(estimates.map(async (path) => (await stat(path)).mtime));
  return {
    figures: figures.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.rows - b.rows)),
    measured: new Date(Math.max(0, ...times)),
  };
}

async function readFigure(path) {
  const { median } = JSON.parse(await readFile(path, "utf8"));
  const benchmark = JSON.parse(await readFile(join(path, "../benchmark.json"), "utf8"));
  const name = [benchmark.group_id, benchmark.function_id].filter(Boolean).join(": ");
  return { name, rows: Number(benchmark.value_str), nanoseconds: median.point_estimate };
}
