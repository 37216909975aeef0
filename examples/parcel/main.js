import "bounces-report";
import "bounces-report/tokens.css";
import "../shared/theme.css";
import "../shared/main.js";
