import { register } from "bounces-report/element";
import "bounces-report/tokens.css";
import "../shared/theme.css";
import "../shared/main.js";

// esbuild leaves `new URL(…, import.meta.url)` as it is: build.mjs copies the files to this folder.
register({ base: "bounces/" });
