//! What the window is told without asking: one event with a tagged value.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use engine::view::CaptureLine;
use engine::{Event, Progress};
use serde::Serialize;
use tauri::{AppHandle, DragDropEvent, Emitter as _, Manager as _, Window, WindowEvent};

use crate::path;
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

/// The window, as one that hears.
pub(crate) struct Ear {
    tell: Box<dyn Fn(&News) + Send + Sync>,
    /// What was noticed before the window was there to hear it; nothing once it is.
    early: Mutex<Option<Vec<String>>>,
}

impl Ear {
    /// That of the window of this program.
    pub(crate) fn of(app: &AppHandle) -> Self {
        let app = app.clone();
        Self::new(move |news| tell(&app, news))
    }

    pub(crate) fn new(tell: impl Fn(&News) + Send + Sync + 'static) -> Self {
        Self {
            tell: Box::new(tell),
            early: Mutex::new(Some(Vec::new())),
        }
    }

    /// Tells what was noticed until now: the window hears from now on.
    pub(crate) fn opens(&self) {
        let early = self.early().take();
        for text in early.into_iter().flatten() {
            (self.tell)(&News::Noticed { text });
        }
    }

    /// Tells something that a reporter should know, once the window hears.
    pub(crate) fn notice(&self, text: &str) {
        let text = text.to_owned();
        match self.early().as_mut() {
            Some(early) => early.push(text),
            None => (self.tell)(&News::Noticed { text }),
        }
    }

    /// Locks, also after another thread panicked: a list of words is whole at every step.
    fn early(&self) -> MutexGuard<'_, Option<Vec<String>>> {
        self.early.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Carries what the engine reports on one library to the window, until it is cut: what still goes
/// on in a library that was left is not the window's any more.
pub(crate) struct Wire {
    ear: Arc<Ear>,
    is_cut: AtomicBool,
}

impl Wire {
    /// Leads to an ear.
    pub(crate) fn to(ear: &Arc<Ear>) -> Self {
        Self {
            ear: Arc::clone(ear),
            is_cut: AtomicBool::new(false),
        }
    }

    /// Lets nothing through from now on.
    pub(crate) fn cut(&self) {
        self.is_cut.store(true, Ordering::Relaxed);
    }
}

impl Progress for Wire {
    fn report(&self, event: &Event<'_>) {
        if self.is_cut.load(Ordering::Relaxed) {
            return;
        }
        match event {
            // The queue shows what is being worked on.
            Event::Started(_) | Event::Advanced { .. } => {}
            Event::Captured(line) => (self.ear.tell)(&News::Captured {
                line: (*line).clone(),
            }),
            Event::Noticed(text) => self.ear.notice(text),
        }
    }
}

/// Passes on which files are dragged over the window and let go there.
pub(crate) fn hear_drops(window: &Window, event: &WindowEvent) {
    let WindowEvent::DragDrop(event) = event else {
        return;
    };
    let app = window.app_handle();
    match event {
        DragDropEvent::Enter { paths, .. } => tell(app, &News::Dragging { files: paths.len() }),
        DragDropEvent::Drop { paths, .. } => {
            let (paths, odd) = path::texts(paths);
            tell(app, &News::Dropped { paths });
            for failure in odd {
                let text = failure.in_a_line();
                tell(app, &News::Noticed { text });
            }
        }
        DragDropEvent::Leave => tell(app, &News::DraggedAway),
        _ => {}
    }
}

fn tell(app: &AppHandle, news: &News) {
    // A window that is being closed hears nothing, and need not.
    let _unheard = app.emit_to(MAIN, NEWS, news);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An ear, and what it hears, in words.
    fn ear() -> (Arc<Ear>, Arc<Mutex<Vec<String>>>) {
        let heard = Arc::new(Mutex::new(Vec::new()));
        let list = Arc::clone(&heard);
        let tell = move |news: &News| {
            let News::Noticed { text } = news else {
                panic!("{news:?}");
            };
            list.lock().unwrap().push(text.clone());
        };
        (Arc::new(Ear::new(tell)), heard)
    }

    #[test]
    fn what_is_noticed_early_is_told_once_the_window_hears() {
        let (ear, heard) = ear();
        ear.notice("one");
        assert!(heard.lock().unwrap().is_empty());
        ear.opens();
        ear.notice("two");
        assert_eq!(*heard.lock().unwrap(), ["one", "two"]);
    }

    #[test]
    fn a_library_that_was_left_is_heard_no_more() {
        let (ear, heard) = ear();
        ear.opens();
        let [left, entered] = [Wire::to(&ear), Wire::to(&ear)];
        left.cut();
        left.report(&Event::Noticed("from the one"));
        entered.report(&Event::Noticed("from the other"));
        assert_eq!(*heard.lock().unwrap(), ["from the other"]);
    }

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
