// What the fields of rows and the parts of views mean: for the reference, and the type of rows.

/** @typedef {{ name: string, type: string, description: string }} Field */

/** The parts of a view. @type {Field[]} */
export const VIEW_PARTS = [
  { name: "codes", type: "list", description: "bounce codes, or `unknown` for all that the API does not document" },
  { name: "q", type: "text", description: "words to search for; the only part that can contain an address" },
  { name: "domain", type: "text", description: "the domain of the addresses" },
  {
    name: "provider",
    type: "word",
    description: "a mailbox provider: `google`, `microsoft`, `yahoo`, `apple`, `gmx`, …",
  },
  { name: "group", type: "word", description: "`provider` lists domains by provider" },
  {
    name: "when",
    type: "word",
    description: "counted from when the email was sent: `first-hour`, `first-day` (the rest of it), `later`",
  },
  { name: "last", type: "word", description: "counted from now, for old links: `24h`, `3d`, `7d`, `30d`" },
  { name: "from", type: "day", description: "the first day, such as `2026-11-12`" },
  { name: "before", type: "day", description: "the day after the last one" },
  { name: "removable", type: "flag", description: "`yes`: only rows that Constant Contact recommends to remove" },
  { name: "repeat", type: "flag", description: "`yes`: only contacts that bounced before" },
  {
    name: "step",
    type: "word",
    description: "the next step: `remove`, `fix`, `blocked`, `wait`, `auto-reply`, `done`",
  },
  {
    name: "sort",
    type: "list",
    description: "`email`, `name`, `reason`, `before`, `date`; a leading `-` reverses the order",
  },
  { name: "page", type: "number", description: "the page, from 1" },
  { name: "size", type: "number", description: "rows per page" },
];

/** The fields of `ReportRow`, in their order: those of `rows()` and of JSON files. @type {Field[]} */
export const ROW_FIELDS = [
  { name: "contact_id", type: "string", description: "the contact's id" },
  { name: "email_address", type: "string", description: "the address that bounced" },
  { name: "first_name", type: "string", description: "the contact's first name" },
  { name: "last_name", type: "string", description: "the contact's last name" },
  {
    name: "bounce_code",
    type: "BounceCode | (string & {})",
    description: "the API's letter for the reason",
  },
  {
    name: "current_email_address",
    type: "string",
    description: "the contact's address today, if it is another one",
  },
  { name: "created_time", type: "string", description: "when the message bounced, such as `2026-11-12T09:41:00Z`" },
  {
    name: "deleted_at",
    type: "string",
    description: "when the contact was deleted, or `unknown` if the API's date cannot be read",
  },
  {
    name: "group",
    type: '"hard" | "soft" | "blocked" | "other" | "delivered"',
    description: "the kind of the reason",
  },
  { name: "did_you_mean", type: "string", description: "the address that was probably meant" },
  {
    name: "next_step",
    type: '"remove" | "fix" | "blocked" | "wait" | "auto-reply" | "done"',
    description: "the recommended next step",
  },
  {
    name: "recommended_for_removal",
    type: "boolean",
    description: "whether Constant Contact recommends to remove the contact",
  },
  {
    name: "bounced_before",
    type: "number",
    description: "in how many of the earlier emails that were read the contact bounced",
  },
  {
    name: "earlier_emails_read",
    type: "number",
    description: "how many earlier emails those are; 0 if none could be read, missing without history",
  },
  {
    name: "earlier_bounces",
    type: "EarlierBounce[]",
    description: "these bounces, the last one first; missing if there are none",
  },
];
