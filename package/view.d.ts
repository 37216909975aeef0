import type { BounceCode } from "./types.js";

export type SortColumn = "email" | "name" | "reason" | "before" | "date";

/** Filters, sort order and page. Parts that are missing have their defaults. */
export interface ReportView {
  /** The reasons to show; `unknown` stands for all that the API does not document. */
  codes?: (BounceCode | "unknown")[];
  /** Words to search for. */
  q?: string;
  domain?: string;
  /** A mailbox provider, such as `google` or `microsoft`. */
  provider?: string;
  /** Whether domains are listed by provider. */
  group?: "provider";
  /** Counted from when the email was sent. */
  when?: "first-hour" | "first-day" | "later";
  /** Counted from now. */
  last?: "24h" | "3d" | "7d" | "30d";
  /** A day, such as `2026-11-12`. */
  from?: string;
  /** A day that is not shown itself. */
  before?: string;
  /** Only rows that are recommended for removal. */
  removable?: boolean;
  /** Only contacts that bounced before. */
  repeat?: boolean;
  step?: "remove" | "fix" | "blocked" | "wait" | "auto-reply" | "done";
  /** `-` before a column: Z to A, newest first. */
  sort?: (SortColumn | `-${SortColumn}`)[];
  page?: number;
  size?: number;
}

/** The string of a view, for the property `view` or the attribute. */
export function formatView(view: ReportView): string;

/** The view of a string, such as the detail of `bounces-view-change`. */
export function parseView(text: string): ReportView;
