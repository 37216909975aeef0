//! The table of bounced contacts and its footer.

pub(crate) mod before_dom;
pub(crate) mod cell_dom;
pub(crate) mod cell_model;
pub(crate) mod columns;
pub(crate) mod contact_dom;
pub(crate) mod details_dom;
pub(crate) mod details_model;
pub(crate) mod dom;
pub(crate) mod footer;
pub(crate) mod page_size_select;
pub(crate) mod report_table;
pub(crate) mod row_context;
pub(crate) mod row_dom;
pub(crate) mod row_events;
pub(crate) mod row_model;
pub(crate) mod sort_header;
pub(crate) mod sort_select;
pub(crate) mod table_body;
