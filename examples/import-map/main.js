import "bounces-report";
import "../shared/main.js";
