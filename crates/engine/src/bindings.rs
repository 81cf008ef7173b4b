//! The TypeScript types of the window, derived from the views.
//!
//! The window names only types of this text, so that a field that changes its name here breaks the
//! build there. `cargo xtask bindings` writes it to `ui/src/lib/ipc/bindings.ts`.

use std::collections::BTreeMap;

use model::{EntityId, Status};
use ts_rs::{Config, TS, TypeVisitor};

use crate::view::{
    ArchivedPage, CaptureLine, CaseLine, CaseView, CheckLine, DecisionLine, DocumentLine,
    DocumentView, EntityLine, ExportPreview, LessonView, LibrarySettings, LibraryView, MementoLine,
    ProposalView, Pulse, QueueView, RecaptureView, SearchView, ShapeLine, StatementDetail,
    TemplateLine, TimelineView, VersionDiff, VersionsView,
};

const HEAD: &str = "\
// What the engine hands to the window, written by `cargo xtask bindings` from the views of
// crates/engine. Change the views, then run it again.
";

/// Returns every type that the window receives, as one TypeScript file.
pub fn typescript() -> String {
    let mut types = Types {
        // Counts and milliseconds stay far below 2^53 and are plain numbers in JSON.
        config: Config::new().with_large_int("number"),
        declared: BTreeMap::new(),
    };
    types.take_all();
    let mut text = HEAD.to_owned();
    for declaration in types.declared.values() {
        text.push('\n');
        text.push_str(declaration);
    }
    text
}

/// Declarations by the names of their types.
struct Types {
    config: Config,
    declared: BTreeMap<String, String>,
}

impl Types {
    /// Takes what the calls of the window return; what those are made of comes with them.
    fn take_all(&mut self) {
        self.visit::<ArchivedPage>();
        self.visit::<CaptureLine>();
        self.visit::<CaseLine>();
        self.visit::<CaseView>();
        self.visit::<CheckLine>();
        self.visit::<DecisionLine>();
        self.visit::<DocumentLine>();
        self.visit::<DocumentView>();
        self.visit::<EntityId>();
        self.visit::<EntityLine>();
        self.visit::<ExportPreview>();
        self.visit::<LessonView>();
        self.visit::<LibrarySettings>();
        self.visit::<LibraryView>();
        self.visit::<MementoLine>();
        self.visit::<ProposalView>();
        self.visit::<Pulse>();
        self.visit::<QueueView>();
        self.visit::<RecaptureView>();
        self.visit::<SearchView>();
        self.visit::<ShapeLine>();
        self.visit::<StatementDetail>();
        // The type of `RowStatus` is given as text, which names this one.
        self.visit::<Status>();
        self.visit::<TemplateLine>();
        self.visit::<TimelineView>();
        self.visit::<VersionDiff>();
        self.visit::<VersionsView>();
        self.visit::<export::OrderClock>();
        self.visit::<model::Entity>();
    }
}

impl TypeVisitor for Types {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        // Types of the language itself have no declaration.
        if T::output_path().is_none() {
            return;
        }
        let name = T::ident(&self.config);
        if self.declared.contains_key(&name) {
            return;
        }
        let docs = T::docs().unwrap_or_default();
        let declaration = format!("{docs}export {}", T::decl(&self.config));
        self.declared.insert(name, laid_out(&declaration));
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}

/// Returns a declaration with one comment or field a line, and the fields indented.
fn laid_out(declaration: &str) -> String {
    let mut text = String::new();
    let mut indent = "";
    for line in declaration.lines().map(str::trim) {
        let parts = match line {
            "/**" => [indent, "/**", ""],
            "*/" => [" */", "\n", ""],
            _ => match (line.strip_prefix("* "), line.strip_suffix(", };")) {
                (Some(words), _) => [" ", words, ""],
                (None, Some(last)) => [indent, last, ";\n};\n"],
                (None, None) => match line.strip_suffix(',') {
                    Some(field) => [indent, field, ";\n"],
                    None => [indent, line, "\n"],
                },
            },
        };
        text.extend(parts);
        if line.ends_with('{') {
            indent = "  ";
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_numbers_and_absent_values_are_null() {
        let text = typescript();
        assert!(text.contains("rev: number;"), "{text}");
        assert!(text.contains("version: VersionId | null;"), "{text}");
        assert!(!text.contains("bigint"), "{text}");
    }

    #[test]
    fn the_committed_file_is_the_derived_one() {
        let path = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../ui/src/lib/ipc/bindings.ts"
        );
        let committed = fs_err::read_to_string(path).unwrap_or_default();
        assert!(
            committed.replace("\r\n", "\n") == typescript(),
            "ui/src/lib/ipc/bindings.ts is stale: run `cargo xtask bindings`"
        );
    }
}
