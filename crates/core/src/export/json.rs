//! Rows as objects of a JSON file, with the upstream's field names.
//!
//! Written by hand rather than with serde: a writer for eleven texts is smaller in the wasm, and
//! does not allocate a string for each value.

use super::value::{FieldValue, write_deletion, write_plain};
use crate::{
    BounceTable, ContactId, ExportField, Group, RowId, Suggestions, Timestamp, ViewState,
    table::{EarlierBounce, EarlierEmail},
};
use std::fmt::Display;

/// The metadata of a JSON file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportMetadata {
    /// The activity, a UUID.
    pub campaign_activity_id: String,
    /// The campaign's subject or name, if known.
    pub campaign: Option<String>,
    /// The filters and the order of the rows.
    pub view: ViewState,
    /// When the file was written.
    pub exported_at: Timestamp,
    /// Whether all of the upstream's rows were read. If not, the file is partial.
    pub is_complete: bool,
    /// How many rows were read. The file has those of them that match the view.
    pub rows_read: usize,
    /// How many rows the upstream's statistics count, if they do.
    pub rows_expected: Option<u64>,
}

/// Writes what surrounds the rows.
#[derive(Clone, Debug)]
pub(super) struct Json {
    metadata: String,
}

impl Json {
    pub(super) fn new(metadata: &ExportMetadata, rows: usize) -> Self {
        let mut text = String::new();
        let mut object = Object::begin(&mut text);
        object.text("campaign_activity_id", &metadata.campaign_activity_id);
        if let Some(campaign) = &metadata.campaign {
            object.text("campaign", campaign);
        }
        object.text("view", &metadata.view.to_string());
        object.text("exported_at", &metadata.exported_at.to_string());
        object.literal("complete", &metadata.is_complete);
        object.literal("rows", &rows);
        object.literal("rows_read", &metadata.rows_read);
        if let Some(rows_expected) = metadata.rows_expected {
            object.literal("rows_expected", &rows_expected);
        }
        object.end();
        Self { metadata: text }
    }

    pub(super) fn begin(&self, block: &mut String) {
        block.push_str("{\"report\":");
        block.push_str(&self.metadata);
        block.push_str(",\n\"tracking_activities\":[");
    }
}

pub(super) fn write_row(
    table: &BounceTable,
    suggestions: &Suggestions,
    row: RowId,
    is_first: bool,
    block: &mut String,
) {
    block.push_str(if is_first { "\n" } else { ",\n" });
    let mut object = Object::begin(block);
    for field in ExportField::JSON_MEMBERS {
        if let Some(name) = field.json_name() {
            object.field(name, &FieldValue::of(field, table, suggestions, row));
        }
    }
    object.end();
}

pub(super) fn end(block: &mut String) {
    block.push_str("\n]}\n");
}

fn group_name(group: Group) -> &'static str {
    match group {
        Group::Hard => "hard",
        Group::Soft => "soft",
        Group::Blocked => "blocked",
        Group::Other => "other",
        Group::Delivered => "delivered",
    }
}

/// An object that is being written.
struct Object<'a> {
    block: &'a mut String,
    separator: char,
}

impl<'a> Object<'a> {
    fn begin(block: &'a mut String) -> Self {
        Self { block, separator: '{' }
    }

    /// Writes a member of a row; a missing value is left out.
    fn field(&mut self, name: &str, value: &FieldValue<'_>) {
        match value {
            FieldValue::Missing => {}
            FieldValue::Text(text) => self.text(name, text),
            FieldValue::Code(code) => self.text(name, code.as_str()),
            FieldValue::Group(group) => self.text(name, group_name(*group)),
            FieldValue::Time(time) => self.plain(name, |block| write_plain(time, block)),
            FieldValue::Deletion(Some(time)) => {
                self.plain(name, |block| write_deletion(*time, block));
            }
            // A text that no reader takes for a date, or for a contact that still exists.
            FieldValue::Deletion(None) => self.text(name, "unknown"),
            FieldValue::Step(step) => self.text(name, step.id()),
            FieldValue::Boolean(boolean) => self.literal(name, boolean),
            FieldValue::Contact(ContactId::Uuid(uuid)) => {
                self.plain(name, |block| write_plain(uuid, block));
            }
            FieldValue::Contact(ContactId::Text(text)) => self.text(name, text),
            FieldValue::Count(count) => self.literal(name, count),
            FieldValue::EarlierBounces(bounces) => {
                self.name(name);
                for (index, bounce) in bounces.iter().enumerate() {
                    self.block.push(if index == 0 { '[' } else { ',' });
                    write_earlier(bounce, self.block);
                }
                self.block.push(']');
            }
        }
    }

    fn name(&mut self, name: &str) {
        self.block.push(std::mem::replace(&mut self.separator, ','));
        self.block.push('"');
        self.block.push_str(name);
        self.block.push_str("\":");
    }

    fn text(&mut self, name: &str, text: &str) {
        self.plain(name, |block| write_escaped(text, block));
    }

    /// A string that needs no escapes.
    fn plain(&mut self, name: &str, write: impl FnOnce(&mut String)) {
        self.name(name);
        self.block.push('"');
        write(self.block);
        self.block.push('"');
    }

    /// A number, `true` or `false`.
    fn literal(&mut self, name: &str, value: &dyn Display) {
        self.name(name);
        write_plain(value, self.block);
    }

    fn end(self) {
        self.block.push('}');
    }
}

fn write_earlier((email, bounce): &(EarlierEmail, EarlierBounce), block: &mut String) {
    let mut object = Object::begin(block);
    object.plain("campaign_id", |block| write_plain(&email.campaign, block));
    object.plain("last_sent_date", |block| write_plain(&email.sent, block));
    object.text("bounce_code", bounce.code.as_str());
    if let Some(time) = bounce.time {
        object.plain("created_time", |block| write_plain(&time, block));
    }
    object.end();
}

/// Writes the inside of a string (RFC 8259).
fn write_escaped(text: &str, block: &mut String) {
    let needs_escape = |byte: u8| byte < b' ' || byte == b'"' || byte == b'\\';
    let mut rest = text;
    while let Some(index) = rest.bytes().position(needs_escape) {
        block.push_str(&rest[..index]);
        match rest.as_bytes()[index] {
            byte @ (b'"' | b'\\') => block.extend(['\\', byte.into()]),
            control => write_plain(&format_args!("\\u{control:04x}"), block),
        }
        rest = &rest[index + 1..];
    }
    block.push_str(rest);
}
