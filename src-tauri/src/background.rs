//! What goes on without being asked: the library is opened while the window is drawn, and watches
//! are looked at while it is open.

use std::sync::Arc;
use std::thread;
use std::time::Duration;

use crate::desk::Desk;
use crate::error::Failure;

/// Between two looks at what is due.
const PAUSE: Duration = Duration::from_secs(30);

/// Starts it. It ends with the program; nothing is lost by that.
pub(crate) fn start(desk: &Arc<Desk>) {
    let desk = Arc::clone(desk);
    thread::spawn(move || {
        // Whoever calls is told why a library cannot be opened.
        let _opened = desk.furnished();
        fetch_from_time_to_time(&desk);
    });
}

fn fetch_from_time_to_time(desk: &Desk) {
    let mut last_failure = None;
    loop {
        thread::sleep(PAUSE);
        let failure = fetch(desk).err();
        if failure != last_failure
            && let Some(failure) = &failure
        {
            desk.notice(&format!("{}: {}", failure.message, failure.hint));
        }
        last_failure = failure;
    }
}

/// Looks at the watches that are due and works the queue, where a person wants that.
fn fetch(desk: &Desk) -> Result<(), Failure> {
    let library = desk.library()?;
    if library.library_view()?.settings.fetch_while_open {
        library.fetch(None)?;
    }
    Ok(())
}
