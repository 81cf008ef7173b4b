//! What the window is told without asking: one event with a tagged value.

use std::sync::{Mutex, MutexGuard, PoisonError};

use engine::view::CaptureLine;
use engine::{Event, Progress};
use serde::Serialize;
use tauri::{AppHandle, DragDropEvent, Emitter as _, Manager as _, Window, WindowEvent};

use crate::window::MAIN;

/// The name of the event.
const NEWS: &str = "news";

/// What is told.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(crate) enum News {
    /// A capture is stored and read, or has failed for good.
    Captured {
        /// It.
        line: CaptureLine,
    },
    /// Something a reporter should know.
    Noticed {
        /// In words.
        text: String,
    },
    /// Files are held over the window.
    Dragging {
        /// How many.
        files: usize,
    },
    /// They were taken away again.
    DraggedAway,
    /// They were let go.
    Dropped {
        /// Where they lie.
        paths: Vec<String>,
    },
}

/// Carries what the engine reports to the window.
pub(crate) struct Wire {
    app: AppHandle,
    /// What was noticed before the window was there to hear it; nothing once it is.
    early: Mutex<Option<Vec<String>>>,
}

impl Wire {
    /// Leads to the window of this program.
    pub(crate) fn to(app: &AppHandle) -> Self {
        Self {
            app: app.clone(),
            early: Mutex::new(Some(Vec::new())),
        }
    }

    /// Tells what was noticed until now: the window hears from now on.
    pub(crate) fn is_heard(&self) {
        let early = self.early().take();
        for text in early.into_iter().flatten() {
            tell(&self.app, &News::Noticed { text });
        }
    }

    /// Locks, also after another thread panicked: a list of words is whole at every step.
    fn early(&self) -> MutexGuard<'_, Option<Vec<String>>> {
        self.early.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Progress for Wire {
    fn report(&self, event: &Event<'_>) {
        match event {
            // The queue shows what is being worked on.
            Event::Started(_) => {}
            Event::Captured(line) => tell(
                &self.app,
                &News::Captured {
                    line: (*line).clone(),
                },
            ),
            Event::Noticed(text) => {
                let text = (*text).to_owned();
                match self.early().as_mut() {
                    Some(early) => early.push(text),
                    None => tell(&self.app, &News::Noticed { text }),
                }
            }
        }
    }
}

/// Passes on which files are dragged over the window and let go there.
pub(crate) fn hear_drops(window: &Window, event: &WindowEvent) {
    let WindowEvent::DragDrop(event) = event else {
        return;
    };
    let news = match event {
        DragDropEvent::Enter { paths, .. } => News::Dragging { files: paths.len() },
        DragDropEvent::Drop { paths, .. } => News::Dropped {
            paths: paths.iter().map(|it| it.display().to_string()).collect(),
        },
        DragDropEvent::Leave => News::DraggedAway,
        _ => return,
    };
    tell(window.app_handle(), &news);
}

fn tell(app: &AppHandle, news: &News) {
    // A window that is being closed hears nothing, and need not.
    let _unheard = app.emit_to(MAIN, NEWS, news);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn news_is_tagged_as_the_window_reads_it() {
        let json = |news: &News| serde_json::to_string(news).unwrap();
        assert_eq!(
            json(&News::Dropped {
                paths: vec!["/a.html".to_owned()]
            }),
            r#"{"type":"dropped","paths":["/a.html"]}"#
        );
        assert_eq!(json(&News::DraggedAway), r#"{"type":"dragged_away"}"#);
    }
}
