//! What goes on without being asked: the library is opened while the window is drawn, and watches
//! are looked at while it is open.

use std::any::Any;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use crate::desk::Desk;
use crate::error::{Answer, Failure};

/// Between two looks at what is due.
const PAUSE: Duration = Duration::from_secs(30);

/// Starts it. It ends with the program; nothing is lost by that.
pub(crate) fn start(desk: &Arc<Desk>) {
    let desk = Arc::clone(desk);
    thread::spawn(move || {
        let broke_down = guarded(|| {
            // Whoever calls is told why a library cannot be opened.
            let _opened = desk.furnished();
            Ok(())
        });
        if let Err(failure) = broke_down {
            desk.notice(&failure.in_a_line());
        }
        fetch_from_time_to_time(&desk);
    });
}

fn fetch_from_time_to_time(desk: &Desk) {
    let mut last_failure = None;
    loop {
        thread::sleep(PAUSE);
        let failure = guarded(|| fetch(desk)).err();
        if failure != last_failure
            && let Some(failure) = &failure
        {
            desk.notice(&failure.in_a_line());
        }
        last_failure = failure;
    }
}

/// Looks at the watches that are due and works the queue, where a person wants that.
fn fetch(desk: &Desk) -> Answer<()> {
    let library = desk.library()?;
    if library.library_view()?.settings.fetch_while_open {
        library.fetch(None)?;
    }
    Ok(())
}

/// Does something in a thread of its own: a mistake of the program ends that one round, is told,
/// and the next round comes.
fn guarded(act: impl FnOnce() -> Answer<()> + Send) -> Answer<()> {
    thread::scope(|scope| scope.spawn(act).join())
        .unwrap_or_else(|panic| Err(Failure::broke_down(&in_words(panic.as_ref()))))
}

fn in_words(panic: &(dyn Any + Send)) -> String {
    let fixed = panic.downcast_ref::<&str>().map(|it| (*it).to_owned());
    let made = || panic.downcast_ref::<String>().cloned();
    fixed
        .or_else(made)
        .unwrap_or_else(|| "without a word".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_round_that_breaks_down_is_a_failure_and_the_next_one_comes() {
        let number = 3;
        for (failure, words) in [
            (guarded(|| panic!("no such row")), "no such row"),
            (guarded(|| panic!("no row {number}")), "no row 3"),
        ] {
            let failure = failure.unwrap_err();
            assert_eq!(failure.code, "broke_down");
            assert_eq!(failure.subject.as_deref(), Some(words));
        }
        assert_eq!(guarded(|| Ok(())), Ok(()));
    }
}
