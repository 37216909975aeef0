//! Rows as objects of a JSON file, with the upstream's names. What they are called for people stands
//! in `csv`.
//!
//! Written by hand and not by serde: a writer for eleven texts is smaller in the wasm, and makes no
//! text for each value.

use super::{write_deletion, write_plain};
use crate::{BounceTable, ContactId, Group, RowId, Suggestions, Timestamp, View};
use std::fmt::Display;

/// What a JSON file is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportAbout {
    /// The activity, a UUID.
    pub campaign_activity_id: String,
    /// What people call it, if that is known: its subject or its name.
    pub campaign: Option<String>,
    /// The filters and the order of the rows.
    pub view: View,
    /// When the file is written.
    pub exported_at: Timestamp,
    /// Whether the upstream's rows were all read: if not, the file is a part only.
    pub is_complete: bool,
    /// How many rows were read, of which the file has those that match the view.
    pub rows_read: usize,
    /// How many rows the upstream's statistics count, if they do.
    pub rows_expected: Option<u64>,
}

/// Writes what surrounds the rows.
#[derive(Clone, Debug)]
pub(super) struct Json {
    about: String,
}

impl Json {
    pub(super) fn new(about: &ExportAbout, rows: usize) -> Self {
        let mut text = String::new();
        let mut object = Object::begin(&mut text);
        object.text("campaign_activity_id", &about.campaign_activity_id);
        if let Some(campaign) = &about.campaign {
            object.text("campaign", campaign);
        }
        object.text("view", &about.view.to_string());
        object.text("exported_at", &about.exported_at.to_string());
        object.value("complete", &about.is_complete);
        object.value("rows", &rows);
        object.value("rows_read", &about.rows_read);
        if let Some(rows_expected) = about.rows_expected {
            object.value("rows_expected", &rows_expected);
        }
        object.end();
        Self { about: text }
    }

    pub(super) fn begin(&self, block: &mut String) {
        block.push_str("{\"report\":");
        block.push_str(&self.about);
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
    let (first_name, last_name) = table.names(row);
    let code = table.code(row);
    let mut object = Object::begin(block);
    if let Some(contact) = table.contact_id(row) {
        match contact {
            ContactId::Uuid(_) => object.plain("contact_id", |block| write_plain(&contact, block)),
            ContactId::Text(text) => object.text("contact_id", &text),
        }
    }
    object.text_if_any("email_address", table.email(row));
    object.text_if_any("first_name", first_name);
    object.text_if_any("last_name", last_name);
    object.text_if_any("bounce_code", code.as_str());
    object.text_if_any("current_email_address", table.current_address(row).unwrap_or_default());
    if let Some(time) = table.time(row) {
        object.plain("created_time", |block| write_plain(&time, block));
    }
    match table.deletion(row) {
        Some(Some(time)) => object.plain("deleted_at", |block| write_deletion(time, block)),
        // Said in a way that no reader takes for a day, nor for nothing.
        Some(None) => object.text("deleted_at", "unknown"),
        None => {}
    }
    object.text("group", group_name(code.group()));
    object.text_if_any("did_you_mean", &suggestions.address(table, row).unwrap_or_default());
    object.value("recommended_for_removal", &table.is_removable(row));
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

    fn name(&mut self, name: &str) {
        self.block.push(std::mem::replace(&mut self.separator, ','));
        self.block.push('"');
        self.block.push_str(name);
        self.block.push_str("\":");
    }

    fn text(&mut self, name: &str, text: &str) {
        self.name(name);
        self.block.push('"');
        write_escaped(text, self.block);
        self.block.push('"');
    }

    fn text_if_any(&mut self, name: &str, text: &str) {
        if !text.is_empty() {
            self.text(name, text);
        }
    }

    /// A text that needs no escapes.
    fn plain(&mut self, name: &str, write: impl FnOnce(&mut String)) {
        self.name(name);
        self.block.push('"');
        write(self.block);
        self.block.push('"');
    }

    /// A number, `true` or `false`.
    fn value(&mut self, name: &str, value: &dyn Display) {
        self.name(name);
        write_plain(value, self.block);
    }

    fn end(self) {
        self.block.push('}');
    }
}

/// Writes the inside of a string (RFC 8259).
fn write_escaped(text: &str, block: &mut String) {
    let needs_escape = |byte: u8| byte < b' ' || byte == b'"' || byte == b'\\';
    let mut rest = text;
    while let Some(place) = rest.bytes().position(needs_escape) {
        block.push_str(&rest[..place]);
        match rest.as_bytes()[place] {
            byte @ (b'"' | b'\\') => block.extend(['\\', byte.into()]),
            control => write_plain(&format_args!("\\u{control:04x}"), block),
        }
        rest = &rest[place + 1..];
    }
    block.push_str(rest);
}
