//! A case's timeline as a document to read and as data to work with: Markdown, HTML, CSV, JSON.
//!
//! Everything is handed in by `engine`: there is no clock, no store and no file here, so that the
//! same timeline gives the same bytes on every machine. Two rules hold in every format. A line
//! never says less than the library knows: four clocks with their precision, the words, who said
//! them through whom, address, digest, status. And text from captured pages is never taken for
//! markup, a formula or a terminal command: each format has one escaper, through which all goes.
//!
//! [`Row`] is also what `timeline --json` prints.

mod data;
mod date_words;
mod format;
mod hidden;
mod html;
mod line;
mod markdown;
mod name;
mod row;
mod sentence;
mod sheet;
mod sourced;
mod timeline;
mod words;

pub use format::{ExportError, Format, FormatError, render};
pub use name::file_name;
pub use row::{Date, Decided, PageChange, Row, RowCapture, RowDocument, RowStatus, RowType};
pub use sourced::sourced_line;
pub use timeline::{CaseHead, LeftOut, OrderClock, OrderClockError, Timeline};
