import type { Fetcher, Messages, ReportData } from "bounces-report";

export const activity: string;
export const data: ReportData;
export const fetcher: Fetcher;
export const messages: Messages;
