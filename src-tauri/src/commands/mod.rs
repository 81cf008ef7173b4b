//! The commands of the window, one file a noun: unpack, one operation of the engine, convert.
//!
//! They are the methods of `ui/src/lib/ipc/backend.ts`.

mod archive;
mod capture;
mod case;
mod dialog;
mod document;
mod entity;
mod export;
#[cfg(test)]
mod list;
mod review;
mod search;
mod settings;
mod timeline;

use std::str::FromStr;
use std::sync::Arc;

use engine::Library;
use engine::model::{Case, When};
use tauri::ipc::Invoke;
use tauri::{State, Wry};

use crate::desk::Desk;
use crate::error::{Answer, Failure};

/// The desk, as a command asks for it.
type Here<'a> = State<'a, Arc<Desk>>;

/// Returns what answers a call of the window.
#[expect(clippy::too_many_lines, reason = "a table with a command a line")]
pub(crate) fn handler() -> impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static {
    tauri::generate_handler![
        archive::allow_saving_to_archive,
        archive::capture_memento,
        archive::mementos,
        archive::save_to_archive,
        capture::add_pages,
        capture::add_watch,
        capture::drop_job,
        capture::fetch_now,
        capture::import_paths,
        capture::pause_queue,
        capture::queue,
        capture::remove_watch,
        capture::resume_queue,
        capture::retry,
        capture::retry_failed,
        capture::supply_text,
        case::add_lead,
        case::add_party,
        case::case_view,
        case::cases,
        case::new_case,
        case::remove_lead,
        case::set_case_proxy,
        case::start_case,
        case::templates,
        dialog::choose_export_file,
        dialog::choose_files,
        dialog::choose_folder,
        dialog::open_link,
        document::archived_page,
        document::version_diff,
        capture::recapture,
        capture::set_recapture,
        document::document,
        document::documents,
        entity::add_alias,
        entity::add_entity,
        entity::entities,
        entity::merge_entities,
        entity::tag_entity,
        entity::tag_selection,
        export::export_folder,
        export::export_preview,
        export::export_to,
        review::accept,
        review::add_statement,
        review::edit,
        review::join,
        review::lesson,
        review::link,
        review::proposals,
        review::reject,
        review::split,
        review::undo,
        review::unlink,
        search::search,
        settings::library,
        settings::pulse,
        settings::set_library_settings,
        settings::set_window_settings,
        settings::verify,
        settings::window_settings,
        timeline::statement,
        timeline::timeline,
    ]
}

/// Does something that takes a while, away from the event loop.
async fn apart<T: Send + 'static>(act: impl FnOnce() -> Answer<T> + Send + 'static) -> Answer<T> {
    tauri::async_runtime::spawn_blocking(act)
        .await
        .unwrap_or_else(|error| Err(Failure::broke_down(&error)))
}

/// Does something with the library.
async fn ask<T: Send + 'static>(
    desk: Here<'_>,
    act: impl FnOnce(&Library) -> Answer<T> + Send + 'static,
) -> Answer<T> {
    let desk = Arc::clone(&desk);
    apart(move || act(&*desk.library()?)).await
}

/// Does something with a case, given by its id.
async fn ask_case<T: Send + 'static>(
    desk: Here<'_>,
    case: String,
    act: impl FnOnce(&Library, &Case) -> Answer<T> + Send + 'static,
) -> Answer<T> {
    ask(desk, move |library| act(library, &library.case(&case)?)).await
}

/// Reads a date that a person typed; an empty field is none.
fn date(given: Option<&str>) -> Answer<Option<When>> {
    let expected = "a day, a month or a year: 2025-03-12, 2025-03 or 2025";
    let given = given.map(str::trim).filter(|it| !it.is_empty());
    given.map(|it| word("date", it, expected)).transpose()
}

/// Reads a value that stands for itself.
fn word<T: FromStr>(noun: &'static str, given: &str, expected: &str) -> Answer<T> {
    given
        .parse()
        .map_err(|_| Failure::bad_value(noun, given, expected))
}

#[cfg(test)]
mod tests {
    use super::list::COMMANDS;
    use super::*;

    #[test]
    fn each_command_is_granted_to_the_window_and_nothing_else_is() {
        let capability = include_str!("../../capabilities/window.json");
        let capability: serde_json::Value = serde_json::from_str(capability).unwrap();
        let granted: Vec<&str> = capability["permissions"]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| it.as_str().unwrap())
            .collect();
        let own = COMMANDS
            .iter()
            .map(|it| format!("allow-{}", it.replace('_', "-")));
        let events = ["core:event:allow-listen", "core:event:allow-unlisten"];
        let expected: Vec<String> = events.map(str::to_owned).into_iter().chain(own).collect();
        assert_eq!(granted, expected);
    }

    #[test]
    fn each_command_has_an_answer() {
        let handled = include_str!("mod.rs");
        let mut names: Vec<&str> = handled
            .lines()
            .skip_while(|line| !line.contains("generate_handler!"))
            .skip(1)
            .take_while(|line| line.trim() != "]")
            .filter_map(|line| line.trim().trim_end_matches(',').split("::").nth(1))
            .collect();
        names.sort_unstable();
        assert_eq!(names, COMMANDS);
    }

    #[test]
    fn an_empty_date_is_none_and_a_wrong_one_is_told() {
        assert_eq!(date(Some("  ")), Ok(None));
        assert_eq!(
            date(Some("2025-03")).unwrap().unwrap().to_string(),
            "2025-03"
        );
        assert_eq!(date(Some("soon")).unwrap_err().code, "bad_value");
    }
}
