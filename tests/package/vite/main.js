import { ready } from "bounces-report";
import "bounces-report/tokens.css";

await ready;
const report = document.createElement("bounces-report");
report.lang = "de";
report.data = { tracking_activities: [{ email_address: "ada@example.com", bounce_code: "B" }] };
document.body.append(report);
